import { Badge, Button, Notice } from '@hookwright/ui'
import { FileArchive } from 'lucide-react'
import { type ReactNode, useId, useRef, useState } from 'react'
import { readArchive } from './archives.ts'

/** A flow in an import: new, changed by the import, or unchanged. */
interface FlowEffect {
  id: string
  name: string | null
  effect: 'added' | 'changed' | 'same'
}

/** A host that flows call. `isNew` is true if nothing has called the host before. */
interface Host {
  host: string
  places: readonly string[]
  isNew: boolean
}

/** Error in a file, because of which an import is not possible. */
interface Flaw {
  file: string | null
  line: number | null
  message: string
}

const effects = {
  added: { label: 'New', tone: 'ok' },
  changed: { label: 'Changed', tone: 'warn' },
  same: { label: 'Unchanged', tone: 'neutral' }
} as const

/** Maximum number of errors shown. */
const MOST_FLAWS = 10

export const Section = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId()
  return (
    <section aria-labelledby={id} className="flex flex-col gap-1.5">
      <h3 id={id} className="m-0 text-small font-semibold text-ink">
        {title}
      </h3>
      {children}
    </section>
  )
}

export const listClass = 'm-0 flex list-none flex-col rounded-s p-0 ring-1 ring-line ring-inset'
export const rowClass = 'flex min-h-9 items-center gap-2 border-b border-line px-3 py-1 last:border-b-0'

/** Buttons of an import dialog. They stay visible while the preview is scrolled. */
export const ImportFoot = ({ children }: { children: ReactNode }) => (
  <div className="sticky -bottom-5 z-10 -mx-6 -mb-5 flex flex-wrap justify-end gap-2 border-t border-line bg-raised px-6 py-3.5 max-md:-mx-4 max-md:px-4">
    {children}
  </div>
)

/** Button to choose a file. `read` returns the reason why the file is not accepted, or null. */
export const FileField = ({
  fileName,
  label,
  accept,
  hint,
  read
}: {
  fileName: string | null
  label: string
  accept: string
  hint: string
  read: (file: File) => Promise<string | null>
}) => {
  const [flaw, setFlaw] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const hintId = useId()
  const take = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) setFlaw(await read(file))
  }
  return (
    <div className="flex flex-col gap-1.5">
      <input
        ref={input}
        type="file"
        aria-label={label}
        accept={accept}
        tabIndex={-1}
        className="sr-only"
        onChange={event => {
          void take(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <div className="flex min-w-0 items-center gap-3">
        <Button
          icon={<FileArchive aria-hidden className="size-4" strokeWidth={1.75} />}
          aria-describedby={hintId}
          onClick={() => input.current?.click()}
        >
          {fileName === null ? `Choose ${label === 'Archive' ? 'an archive' : 'a file'}` : 'Choose another'}
        </Button>
        <span className="truncate font-code text-small text-ink-2">{fileName}</span>
      </div>
      <span id={hintId} className="text-small text-ink-3">
        {hint}
      </span>
      {flaw !== null && <Notice tone="err">{flaw}</Notice>}
    </div>
  )
}

/** Button to choose a ZIP archive. `onArchive` receives the archive as Base64. */
export const ArchiveField = ({
  fileName,
  onArchive
}: {
  fileName: string | null
  onArchive: (archive: string, fileName: string) => void
}) => (
  <FileField
    fileName={fileName}
    label="Archive"
    accept=".zip,application/zip"
    hint="A .zip file exported from Hookwright, at most 2.9 MB."
    read={async file => {
      const read = await readArchive(file)
      if (read.ok) onArchive(read.archive, file.name)
      return read.ok ? null : read.flaw
    }}
  />
)

/** List of errors in files, with file and line. */
export const FileErrorList = ({ flaws }: { flaws: readonly Flaw[] }) => (
  <Notice tone="err">
    The files cannot be imported.
    <ul className="m-0 mt-1 flex list-none flex-col gap-1 p-0">
      {flaws.slice(0, MOST_FLAWS).map(({ file, line, message }) => (
        <li key={`${file} ${line} ${message}`}>
          {file !== null && (
            <span className="font-code text-small">
              {file}
              {line !== null && `:${line}`}{' '}
            </span>
          )}
          {message}
        </li>
      ))}
    </ul>
    {flaws.length > MOST_FLAWS && `${flaws.length - MOST_FLAWS} more problems are not shown.`}
  </Notice>
)

/** List of the flows in an import. Each is marked as new, changed or unchanged. */
export const FlowEffects = ({ flows }: { flows: readonly FlowEffect[] }) => (
  <Section title="Flows">
    {flows.length === 0 ? (
      <p className="m-0 text-small text-ink-2">The files contain no flows.</p>
    ) : (
      <ul className={listClass}>
        {flows.map(({ id, name, effect }) => (
          <li key={id} className={rowClass}>
            <span className="min-w-0 grow truncate text-body text-ink">{name ?? 'Unnamed flow'}</span>
            <Badge tone={effects[effect].tone}>{effects[effect].label}</Badge>
          </li>
        ))}
      </ul>
    )}
  </Section>
)

/** List of the hosts that flows call. New hosts come first and are marked. */
export const HostList = ({ hosts }: { hosts: readonly Host[] }) => (
  <Section title="Hosts that are called">
    {hosts.length === 0 ? (
      <p className="m-0 text-small text-ink-2">These flows contain no host names.</p>
    ) : (
      <ul className={listClass}>
        {[...hosts.filter(({ isNew }) => isNew), ...hosts.filter(({ isNew }) => !isNew)].map(
          ({ host, places, isNew }) => (
            <li key={host} className={rowClass}>
              <span className="min-w-0 grow truncate font-code text-small text-ink">
                {host === '*' ? 'Any host (set by a mapped value)' : host}
              </span>
              <span className="truncate text-small text-ink-3">{places.join(', ')}</span>
              {isNew && <Badge tone="warn">New</Badge>}
            </li>
          )
        )}
      </ul>
    )}
  </Section>
)
