import { methodLimits } from '@hookwright/model'
import { Checkbox, IconButton, lazyPart, Select, TextArea, TextField, useLazy } from '@hookwright/ui'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import type { FieldDraft } from './authentication-draft.ts'

const lazySource = lazyPart(() => import('./source-editor.tsx'))

const entries = [
  { value: 'text', label: 'Text' },
  { value: 'password', label: 'Password' },
  { value: 'dropdown', label: 'Dropdown' }
] as const

/** Editor of one connection field: its label, input type and position. */
export const FieldEditor = ({
  field,
  isOwn,
  labelError,
  rowsError,
  flowError,
  onChange,
  onRemove,
  onUp,
  onDown
}: {
  field: FieldDraft
  /** True for a field required by the authentication kind: it cannot be removed, changed in type or left empty. */
  isOwn: boolean
  labelError: string | undefined
  rowsError: string | undefined
  flowError: string | undefined
  onChange: (change: Partial<FieldDraft>) => void
  onRemove: () => void
  /** Moves the field up; null if it is the first. `onDown` is null for the last field. */
  onUp: (() => void) | null
  onDown: (() => void) | null
}) => {
  const source = useLazy(lazySource, !isOwn)
  const name = field.label === '' ? 'this field' : field.label
  return (
    <fieldset
      aria-label={`Field ${name}`}
      className="flex min-w-0 flex-col gap-3 rounded-s border border-line bg-sunken p-3"
    >
      <div className="flex flex-wrap items-start gap-3">
        <TextField
          label="Label"
          required
          autoComplete="off"
          value={field.label}
          error={labelError}
          onValueChange={label => onChange({ label })}
          className="min-w-40 grow basis-0"
        />
        <Select
          label="Field type"
          choices={entries}
          value={field.entry}
          disabled={isOwn || field.source === 'fixed'}
          onValueChange={entry => onChange({ entry })}
          className="w-36 max-md:grow"
        />
        <div className="flex gap-0.5 pt-5.5 max-md:w-full max-md:justify-end max-md:pt-0">
          <IconButton
            label={`Move ${name} up`}
            icon={<ArrowUp aria-hidden />}
            disabled={onUp === null}
            onClick={() => onUp?.()}
          />
          <IconButton
            label={`Move ${name} down`}
            icon={<ArrowDown aria-hidden />}
            disabled={onDown === null}
            onClick={() => onDown?.()}
          />
          {!isOwn && (
            <IconButton
              look="danger"
              label={`Remove ${name}`}
              icon={<Trash2 aria-hidden />}
              onClick={onRemove}
            />
          )}
        </div>
      </div>
      {field.entry === 'dropdown' && (
        <TextArea
          label="Choices"
          required
          value={field.rows}
          error={rowsError}
          placeholder={'Europe = eu\nUnited States = us'}
          onValueChange={rows => onChange({ rows })}
          description="One option per line: the label, then = and the value if it differs."
        />
      )}
      {field.source === 'entered' && (
        <TextField
          label="Help"
          autoComplete="off"
          maxLength={methodLimits.help}
          value={field.help}
          placeholder="Create an API key under Settings → API keys."
          onValueChange={help => onChange({ help })}
          description="Shown below the field. Explain where users find the value."
        />
      )}
      {!isOwn && source !== null && (
        <source.SourceEditor field={field} error={flowError} onChange={onChange} />
      )}
      {!isOwn && field.source === 'entered' && (
        <Checkbox
          label="Required"
          checked={field.required}
          onCheckedChange={required => onChange({ required })}
        />
      )}
    </fieldset>
  )
}
