import type { OutputPort } from '@hookwright/engine'
import { Select, TextArea, TextField } from '@hookwright/ui'
import { TypeOf } from '../view/type-name.tsx'
import type { PolicyDraft, PolicyErrors } from './policy-draft.ts'

const truths = [
  { value: '', label: 'Empty' },
  { value: 'true', label: 'True' },
  { value: 'false', label: 'False' }
]

const ErrorValue = ({
  port,
  value,
  error,
  onValue
}: {
  port: OutputPort
  value: string
  error: string | undefined
  onValue: (value: string) => void
}) => {
  const { label, type } = port
  const props = { label, value, error, aside: <TypeOf type={type} />, onValueChange: onValue }
  if (type.list || type.kind === 'object' || type.kind === 'file')
    return <TextArea {...props} rows={2} placeholder="JSON" />
  return type.kind === 'boolean' ? (
    <Select {...props} choices={truths} />
  ) : (
    <TextField {...props} {...(type.kind === 'number' && { inputMode: 'decimal' as const })} />
  )
}

/** Editor for the values that a card outputs after an error. */
export const ErrorValues = ({
  outputs,
  draft,
  errors,
  onChange
}: {
  outputs: readonly OutputPort[]
  draft: PolicyDraft
  errors: PolicyErrors
  onChange: (part: Partial<PolicyDraft>) => void
}) => (
  <section aria-label="Values after an error" className="flex flex-col gap-3">
    <p className="m-0 text-small text-ink-2">
      {outputs.length === 0
        ? 'The card has no other outputs. The output Error describes the error.'
        : 'The card returns these values after an error. The output Error describes the error.'}
    </p>
    {outputs.map(port => (
      <ErrorValue
        key={port.id}
        port={port}
        value={draft.values[port.id] ?? ''}
        error={errors.values[port.id]}
        onValue={value => onChange({ values: { ...draft.values, [port.id]: value } })}
      />
    ))}
  </section>
)
