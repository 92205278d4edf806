import type { DataKind, FieldType } from '@hookwright/model'
import { isChosen, listOf, nameOfType, one } from '@hookwright/model'
import { Checkbox, cx, Select, TextField } from '@hookwright/ui'
import { TypeOf } from '../type-name.tsx'
import type { FieldDraft } from './field-draft.ts'
import { labelControlId } from './label-control.ts'

/** Settings of a field that a dialog offers to change, and their possible values. */
export interface FieldOffers {
  fieldTypes: readonly FieldType[]
  dataKinds: readonly DataKind[]
  /** True if a field may hold a list. */
  list: boolean
  /** True if a field can be required. */
  required: boolean
}

const fieldTypeNames: Record<FieldType, string> = {
  'text-field': 'Text Field',
  dropdown: 'Dropdown',
  'multi-select': 'Multi-select'
}

/** Data kinds of a dropdown or multi-select field. */
const chosenKinds: readonly DataKind[] = ['text', 'number']

/** Formats the settings of a field as a short text, such as "Dropdown · Text · Required". */
export const wordsOf = (field: FieldDraft): string =>
  [fieldTypeNames[field.fieldType], nameOfType(field.dataType), ...(field.required ? ['Required'] : [])].join(
    ' · '
  )

/** Controls for the label, field type and data type of a field. */
export const FieldEntry = ({
  field,
  offers,
  error,
  onChange
}: {
  field: FieldDraft
  offers: FieldOffers
  error: string | undefined
  onChange: (part: Partial<FieldDraft>) => void
}) => {
  const isList = field.fieldType === 'multi-select'
  const kinds = isChosen(field)
    ? isList
      ? chosenKinds
      : offers.dataKinds.filter(kind => chosenKinds.includes(kind))
    : offers.dataKinds
  const list = offers.list && !isChosen(field) && (
    <Checkbox
      label="List"
      checked={field.dataType.list}
      onCheckedChange={next => onChange({ dataType: { ...field.dataType, list: next } })}
      {...(!offers.required && { className: 'pt-6.5 max-md:pt-8' })}
    />
  )
  return (
    <div className="flex min-w-0 grow flex-wrap items-start gap-x-2 gap-y-2">
      <div id={labelControlId(field.id)} className="min-w-32 grow basis-0 max-md:min-w-44">
        <TextField
          label="Label"
          required
          autoComplete="off"
          value={field.label}
          error={error}
          onValueChange={label => onChange({ label })}
        />
      </div>
      <Select
        label="Field Type"
        choices={offers.fieldTypes.map(value => ({ value, label: fieldTypeNames[value] }))}
        value={field.fieldType}
        onValueChange={fieldType => onChange({ fieldType })}
        className={cx('max-md:grow', offers.fieldTypes.length > 1 ? 'w-34' : 'w-28')}
      />
      <Select
        label="Data Type"
        choices={kinds.map(kind => {
          const type = isList ? listOf(kind) : one(kind)
          return {
            value: kind,
            label: nameOfType(type),
            // Its name stands beside it.
            icon: (
              <span aria-hidden className="flex">
                <TypeOf type={type} />
              </span>
            )
          }
        })}
        value={field.dataType.kind}
        onValueChange={kind => onChange({ dataType: { ...field.dataType, kind } })}
        className="w-38 max-md:grow"
      />
      {offers.required ? (
        <div className="flex basis-full flex-wrap gap-x-6 gap-y-2">
          <Checkbox
            label="Required"
            checked={field.required}
            onCheckedChange={required => onChange({ required })}
          />
          {list}
        </div>
      ) : (
        list
      )}
    </div>
  )
}
