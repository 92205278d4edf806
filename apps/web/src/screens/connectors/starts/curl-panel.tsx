import { plainBranding } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { Check } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { CurlField } from '../../../kit/page/curl-field.tsx'
import { newId } from '../../../kit/page/new-id.ts'
import { makeOfCurl, readCurlStart, serviceNameOf } from './curl-start.ts'
import { blockedByName, freeName, NameField } from './name-field.tsx'
import { StartMark } from './start-mark.tsx'
import { StartPanel } from './start-panel.tsx'
import { useCreateConnector } from './use-create-connector.ts'

/** Panel to create a connector with one action from a curl command. */
export const CurlPanel = ({ taken, onBack }: { taken: readonly string[]; onBack: () => void }) => {
  const [command, setCommand] = useState('')
  const [typed, setTyped] = useState<string | null>(null)
  const nameInput = useRef<HTMLInputElement>(null)
  const { create, busy, refused } = useCreateConnector()
  const read = useMemo(() => readCurlStart(command), [command])
  const name = typed ?? (read.ok ? freeName(serviceNameOf(read.request), taken) : '')
  const made = useMemo(
    () => (read.ok ? makeOfCurl({ name: name.trim() || 'New service', request: read.request, newId }) : null),
    [read, name]
  )
  const blocked = blockedByName(name, taken)
  const [action] = made?.connector.flows ?? []
  const facts =
    read.ok && made !== null
      ? [
          { label: 'Action', text: `${action?.name}. Replace its fixed values with inputs on the canvas.` },
          { label: 'Request', text: `${read.request.method} ${read.request.url}` },
          {
            label: 'Authentication',
            text:
              made.authentication === null
                ? 'None'
                : `${made.authentication}. Enter the credentials later in a connection.`
          }
        ]
      : []

  const submit = (): void => {
    if (blocked !== null) nameInput.current?.focus()
    else if (made !== null) void create({ ...made.connector, name })
  }

  return (
    <StartPanel
      refused={refused}
      busy={busy}
      blocked={made === null ? 'Paste a curl command to create the connector.' : blocked}
      label="Create connector"
      onCreate={submit}
      onBack={onBack}
    >
      <header className="flex items-center gap-3">
        <StartMark start="curl" name={name} branding={plainBranding} />
        <div className="min-w-0">
          <h2 className="m-0 text-h2 text-ink">From a curl command</h2>
          <p className="m-0 text-body text-ink-2">
            The request in the command becomes an action of the connector.
          </p>
        </div>
      </header>
      <CurlField command={command} onCommand={setCommand} error={read.ok ? null : read.message} />
      {facts.length > 0 && (
        <ul aria-label="Result" className="m-0 list-none border-b border-line p-0">
          {facts.map(({ label, text }) => (
            <li key={label} className="flex gap-2.5 border-t border-line py-2">
              <Check aria-hidden className="mt-0.5 size-3.5 shrink-0 text-ok" strokeWidth={2.25} />
              <span className="min-w-0">
                <span className="block text-label text-ink">{label}</span>
                <span className="block text-small [overflow-wrap:anywhere] text-ink-2">{text}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {made !== null && made.remarks.length > 0 && <Notice tone="info">{made.remarks.join(' ')}</Notice>}
      <NameField
        ref={nameInput}
        name={name}
        taken={taken}
        touched={typed !== null}
        placeholder="For example Acme Payroll"
        onName={setTyped}
      />
    </StartPanel>
  )
}
