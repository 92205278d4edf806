import { plainBranding } from '@hookwright/model'
import { TextArea } from '@hookwright/ui'
import { useRef, useState } from 'react'
import { ConnectorSteps } from '../connector-steps.tsx'
import { blockedByName, NameField } from './name-field.tsx'
import { StartMark } from './start-mark.tsx'
import { StartPanel } from './start-panel.tsx'
import { useCreateConnector } from './use-create-connector.ts'

/** Panel to name and describe a connector that is built from scratch. */
export const ScratchPanel = ({
  name,
  taken,
  onName,
  onBack
}: {
  /** Typed name; null before the first input. */
  name: string | null
  taken: readonly string[]
  onName: (name: string) => void
  onBack: () => void
}) => {
  const [description, setDescription] = useState('')
  const nameInput = useRef<HTMLInputElement>(null)
  const { create, busy, refused } = useCreateConnector()
  const typed = name ?? ''
  const blocked = blockedByName(typed, taken)

  const submit = async (): Promise<void> => {
    if (blocked !== null || !(await create({ name: typed, description }))) nameInput.current?.focus()
  }

  return (
    <StartPanel
      refused={refused}
      busy={busy}
      blocked={blocked}
      label="Create connector"
      onCreate={() => void submit()}
      onBack={onBack}
    >
      <header className="flex items-center gap-3">
        <StartMark start="scratch" name={typed} branding={plainBranding} />
        <div className="min-w-0">
          <h2 className="m-0 truncate text-h2 text-ink">{typed.trim() === '' ? 'From scratch' : typed}</h2>
          <p className="m-0 text-body text-ink-2">You set up authentication and flows yourself.</p>
        </div>
      </header>
      <NameField
        ref={nameInput}
        name={typed}
        taken={taken}
        touched={name !== null}
        placeholder="For example Acme Payroll"
        onName={onName}
      />
      <TextArea
        label="Description"
        placeholder="Describe the service for users of this connector"
        maxLength={2_000}
        value={description}
        onValueChange={setDescription}
      />
      <section aria-labelledby="next-steps" className="mt-2 flex flex-col gap-3 border-t border-line pt-4">
        <h3 id="next-steps" className="m-0 text-small font-semibold text-ink-2">
          Next steps
        </h3>
        <ConnectorSteps />
      </section>
    </StartPanel>
  )
}
