import type { Authentication, ConfigSource } from '@hookwright/model'
import type { ReactNode } from 'react'
import { kindLabels } from '../authentication/kind-labels.ts'
import { placementLines, signInLines, textOver, tokenLines } from './authentication-lines.ts'

const entries = { text: 'text', password: 'password, encrypted', dropdown: 'dropdown' }

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <>
    <dt className="text-body text-ink-3">{name}</dt>
    <dd className="m-0 min-w-0 text-body break-words text-ink max-sm:pb-2">{children}</dd>
  </>
)

const Lines = ({ lines, code = false }: { lines: readonly string[]; code?: boolean }) =>
  lines.length === 0 ? (
    <span className="text-ink-3">None</span>
  ) : (
    <ul className="list-none">
      {lines.map(line => (
        <li key={line} className={code ? 'font-code text-small' : undefined}>
          {line}
        </li>
      ))}
    </ul>
  )

/**
 * Describes where the value of a field comes from: “Region: “eu”, hidden”. Empty for a field that the user
 * enters.
 */
const formatSource = (label: string, source: ConfigSource | undefined): string[] => {
  if (source === undefined) return []
  const value = source.from === 'fixed' ? `“${source.value}”` : 'from a helper flow'
  return [`${label}: ${value}${source.shown ? '' : ', hidden'}`]
}

/** Read-only view of a version's authentication. */
export const AuthenticationSummary = ({ authentication }: { authentication: Authentication }) => {
  const { kind, fields, allowedHosts, baseUrl } = authentication
  const base = textOver(baseUrl, authentication)
  return (
    <dl className="m-0 grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-6 gap-y-2 max-sm:grid-cols-1 max-sm:gap-y-1">
      <Fact name="Type">{kindLabels[kind]}</Fact>
      <Fact name="Base URL">
        <Lines lines={base === '' ? [] : [base]} code />
      </Fact>
      <Fact name="Allowed hosts">
        <Lines lines={allowedHosts} code />
      </Fact>
      <Fact name="Connection fields">
        <Lines
          lines={fields
            .filter(({ source }) => source === undefined)
            .map(field => `${field.label} (${entries[field.entry]}${field.required ? ', required' : ''})`)}
        />
      </Fact>
      {fields.some(({ source }) => source !== undefined) && (
        <Fact name="Configuration values">
          <Lines lines={fields.flatMap(({ label, source }) => formatSource(label, source))} />
        </Fact>
      )}
      {kind !== 'none' && (
        <Fact name="Sent as">
          <Lines lines={placementLines(authentication)} code />
        </Fact>
      )}
      {authentication.token !== undefined && (
        <Fact name="Access token from">
          <Lines lines={tokenLines(authentication)} code />
        </Fact>
      )}
      {authentication.code !== undefined && (
        <Fact name="Sign-in at">
          <Lines lines={signInLines(authentication)} code />
        </Fact>
      )}
    </dl>
  )
}
