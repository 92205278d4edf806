import { BrandMark } from '@hookwright/ui'
import { Check, CircleHelp } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { newId } from '../../../kit/page/new-id.ts'
import type { ConnectorStart } from './connector-start.ts'
import { blockedByName, freeName, NameField } from './name-field.tsx'
import { StartPanel } from './start-panel.tsx'
import { StartPreview } from './start-preview.tsx'
import { useCreateConnector } from './use-create-connector.ts'

/** Panel with a chosen service, the event to create, and the name of the connector. */
export const ServicePanel = ({
  start,
  taken,
  onBack
}: {
  start: ConnectorStart
  /** Names of the other connectors. */
  taken: readonly string[]
  onBack: () => void
}) => {
  const [typed, setTyped] = useState<string | null>(null)
  const nameInput = useRef<HTMLInputElement>(null)
  const { create, busy, refused } = useCreateConnector()
  const name = typed ?? freeName(start.name, taken)
  const made = useMemo(() => start.make(newId), [start])
  const blocked = blockedByName(name, taken)
  const { facts, notes, logo, accent, letters } = start

  const submit = (): void => {
    if (blocked !== null) nameInput.current?.focus()
    else void create({ ...made, name }, start.sample)
  }

  return (
    <StartPanel
      refused={refused}
      busy={busy}
      blocked={blocked}
      label={`Create ${start.name} connector`}
      onCreate={submit}
      onBack={onBack}
    >
      <header className="flex items-start gap-3">
        <BrandMark name={start.name} logo={logo} accent={accent} letters={letters} size={44} />
        <div className="min-w-0">
          <h2 className="m-0 text-h2 text-ink">{start.name}</h2>
          <p className="m-0 text-body text-ink-2">{start.about}</p>
        </div>
      </header>
      <ul aria-label="Filled in" className="m-0 list-none border-b border-line p-0">
        {facts.map(({ label, text, isAssumed }) => (
          <li key={label} className="flex gap-2.5 border-t border-line py-2">
            {isAssumed ? (
              <CircleHelp aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" strokeWidth={2} />
            ) : (
              <Check aria-hidden className="mt-0.5 size-3.5 shrink-0 text-ok" strokeWidth={2.25} />
            )}
            <span className="min-w-0">
              <span className="block text-label text-ink">{label}</span>
              <span className="block text-small break-words text-ink-2">{text}</span>
            </span>
          </li>
        ))}
      </ul>
      <NameField ref={nameInput} name={name} taken={taken} touched={typed !== null} onName={setTyped} />
      <StartPreview connector={made} letters={letters} sample={start.sample} />
      {notes.length > 0 && (
        <section aria-labelledby="start-notes">
          <h3 id="start-notes" className="m-0 mb-1 text-small font-semibold text-ink-3">
            Before you turn the flow on
          </h3>
          <ul className="m-0 flex list-disc flex-col gap-1 pl-4 text-small text-ink-2">
            {notes.map(note => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
    </StartPanel>
  )
}
