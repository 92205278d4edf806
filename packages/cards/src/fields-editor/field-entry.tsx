import type { DataKind, FieldType } from '@hookwright/model'
import { nameOfType, one } from '@hookwright/model'
import { Checkbox, Select, TextField } from '@hookwright/ui'
import { TypeOf } from '../face/type-of.tsx'
import type { FieldDraft } from './field-draft.ts'

/** What of a field can be chosen in a dialog. */
export interface FieldOffers {
  fieldTypes: readonly FieldType[]
  dataKinds: readonly DataKind[]
  /** Whether a field may hold a list. */
  list: boolean
  /** Whether a field can be required. */
  required: boolean
}

const fieldTypeNames: Record<FieldType, string> = { 'text-field': 'Text Field', dropdown: 'Dropdown' }

/** What a field is, in a few words. */
export const wordsOf = (field: FieldDraft): string =>
  [fieldTypeNames[field.fieldType], nameOfType(field.dataType), ...(field.required ? ['Required'] : [])].join(
    ' · '
  )

/** The id in the page of the control that a field's label is typed in. */
export const labelControlId = (id: string): string => `label-of-${id}`

/** What a field is called, how it is entered and what it holds. */
export const FieldEntry = ({
  field,
  offers,
  flaw,
  onChange
}: {
  field: FieldDraft
  offers: FieldOffers
  flaw: string | undefined
  onChange: (part: Partial<FieldDraft>) => void
}) => (
  <div className="flex min-w-0 grow flex-wrap items-start gap-x-3 gap-y-2">
    <TextField
      id={labelControlId(field.id)}
      label="Label"
      required
      autoComplete="off"
      value={field.label}
      error={flaw}
      onValueChange={label => onChange({ label })}
      className="min-w-44 grow basis-0"
    />
    <Select
      label="Field Type"
      choices={offers.fieldTypes.map(value => ({ value, label: fieldTypeNames[value] }))}
      value={field.fieldType}
      onValueChange={fieldType => onChange({ fieldType })}
      className="w-34 max-md:grow"
    />
    <Select
      label="Data Type"
      choices={offers.dataKinds.map(kind => ({
        value: kind,
        label: nameOfType(one(kind)),
        icon: <TypeOf type={one(kind)} />
      }))}
      value={field.dataType.kind}
      onValueChange={kind => onChange({ dataType: { ...field.dataType, kind } })}
      className="w-36 max-md:grow"
    />
    {offers.list && (
      <Checkbox
        label="List"
        checked={field.dataType.list}
        onCheckedChange={list => onChange({ dataType: { ...field.dataType, list } })}
        className="md:pt-6.5"
      />
    )}
    {offers.required && (
      <Checkbox
        label="Required"
        checked={field.required}
        onCheckedChange={required => onChange({ required })}
        className="md:pt-6.5"
      />
    )}
  </div>
)
