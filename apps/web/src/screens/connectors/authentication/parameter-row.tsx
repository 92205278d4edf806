import { IconButton, TextField } from '@hookwright/ui'
import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Named } from './template.ts'
import { TemplateField } from './template-field.tsx'

/** Row with a name, its value, which may refer to connection fields, and a remove button. */
export const ParameterRow = ({
  title,
  number,
  parameter,
  fields,
  errors,
  placeholders,
  onChange,
  onRemove,
  children
}: {
  /** Noun for the parameter, such as "Parameter". */
  title: string
  /** Position in the list, shown as the parameter's name while the name is empty. */
  number: number
  parameter: { name: string; value: string }
  fields: readonly Named[]
  errors: { name: string | undefined; value: string | undefined }
  placeholders: { name: string; value: string }
  onChange: (part: { name: string } | { value: string }) => void
  onRemove: () => void
  /** Content in front of the name. */
  children?: ReactNode
}) => {
  const called = parameter.name === '' ? number : parameter.name
  return (
    <fieldset
      aria-label={`${title} ${called}`}
      className="flex flex-wrap items-start gap-3 rounded-s border border-line bg-sunken p-3"
    >
      {children}
      <TextField
        label="Name"
        required
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholders.name}
        value={parameter.name}
        error={errors.name}
        onValueChange={name => onChange({ name })}
        className="min-w-36 grow basis-0"
      />
      <TemplateField
        label="Value"
        fields={fields}
        placeholder={placeholders.value}
        value={parameter.value}
        error={errors.value}
        onValueChange={value => onChange({ value })}
        className="min-w-40 grow basis-0"
      />
      <div className="pt-5.5 max-md:ml-auto max-md:pt-0">
        <IconButton
          look="danger"
          label={`Remove the ${title.toLowerCase()} ${called}`}
          icon={<Trash2 aria-hidden />}
          onClick={onRemove}
        />
      </div>
    </fieldset>
  )
}
