import { Badge, TextField } from '@hookwright/ui'
import { useId } from 'react'
import { formatCount } from '../../kit/page/format-count.ts'
import { HostList } from '../files/import-parts.tsx'
import { NoteList } from './note-list.tsx'
import type { OpenApiImport } from './use-openapi-import.ts'

const kinds = {
  action: 'Action',
  event: 'Event',
  registration: 'Registration',
  deregistration: 'Deregistration',
  listing: 'Registration list',
  authping: 'Connection test'
} as const

/** Last step of an OpenAPI import: the drafts to be created, the hosts that they call, and a report. */
export const PreviewStep = ({
  preview,
  name,
  onName,
  nameError
}: {
  preview: NonNullable<OpenApiImport['preview']>
  /** Name of the new connector; null when flows are added to an existing connector. */
  name: string | null
  onName: (name: string) => void
  nameError: string | null
}) => {
  const id = useId()
  const { flows, hosts, notes, methods } = preview
  return (
    <div className="flex flex-col gap-4">
      {name !== null && (
        <TextField label="Name" required value={name} onValueChange={onName} error={nameError} />
      )}
      {methods !== null && (
        <p className="m-0 text-small text-ink-2">
          {methods.join() === 'none'
            ? 'No authentication. You can add it later on the Settings tab.'
            : `${formatCount(methods.length, 'authentication method')}.`}
        </p>
      )}
      <section aria-labelledby={id} className="flex flex-col gap-1.5">
        <h3 id={id} className="m-0 text-small font-semibold text-ink">
          {formatCount(flows.length, 'draft')} to create
        </h3>
        <ul className="m-0 flex list-none flex-col rounded-s p-0 ring-1 ring-line ring-inset">
          {flows.map(flow => (
            <li
              key={flow.name}
              className="flex min-h-9 items-center gap-2 border-b border-line px-3 py-1 last:border-b-0"
            >
              <span className="min-w-0 grow truncate text-body text-ink">{flow.name}</span>
              <span className="shrink-0 text-small whitespace-nowrap text-ink-3">
                {formatCount(flow.cards, 'card')}
              </span>
              <Badge>{kinds[flow.kind]}</Badge>
            </li>
          ))}
        </ul>
      </section>
      <HostList hosts={hosts} />
      <NoteList label="Report" notes={notes} isOpen={notes.length <= 10} />
    </div>
  )
}
