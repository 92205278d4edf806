import { OptionField } from '@hookwright/cards/views'
import { type FieldId, isChosen, type Json, nameOfType } from '@hookwright/model'
import { Combobox, Switch, TextArea, TextField } from '@hookwright/ui'
import { useId } from 'react'
import { readTyped, type StartField, typedText } from './start-fields.ts'

/** Option with values from a helper flow, or with several values, in the control that users have on their card. */
const ChosenValue = ({
  field,
  option,
  value,
  values,
  flaw,
  onValue
}: {
  field: StartField
  option: NonNullable<StartField['option']>
  value: string
  values: Record<FieldId, Json>
  flaw: string | null
  onValue: (value: string) => void
}) => {
  const flawId = useId()
  const read = readTyped(value, field)
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="truncate text-label text-ink-2" title={field.label}>
        {field.label}
        {field.required && <span className="text-err"> *</span>}
      </span>
      <OptionField
        option={option}
        value={'value' in read ? read.value : null}
        values={values}
        onValue={chosen => onValue(typedText(chosen))}
        label={field.label}
        invalid={flaw !== null}
        describedBy={flaw === null ? undefined : flawId}
      />
      {flaw !== null && (
        <span id={flawId} className="text-small text-err">
          {flaw}
        </span>
      )}
    </div>
  )
}

/** A value that is typed for a field, as its type wants it. */
export const TypedValue = ({
  field,
  value,
  values = {},
  flaw,
  onValue
}: {
  field: StartField
  value: string
  /** Values of all options; the values of a dropdown may depend on them. */
  values?: Record<FieldId, Json>
  flaw: string | null
  onValue: (value: string) => void
}) => {
  const { option } = field
  if (option !== undefined && field.choices === undefined && isChosen(option))
    return <ChosenValue {...{ field, option, value, values, flaw, onValue }} />
  const { kind, list } = field.dataType
  const given = {
    label: field.label,
    required: field.required,
    value,
    onValueChange: onValue,
    error: flaw,
    aside: <span className="text-small text-ink-3">{nameOfType(field.dataType)}</span>
  }
  if (field.choices !== undefined)
    return (
      <Combobox
        {...given}
        value={value === '' ? null : value}
        onValueChange={chosen => onValue(chosen ?? '')}
        placeholder="Choose an option…"
        choices={field.choices.map(choice => ({ value: choice.value, label: choice.display }))}
      />
    )
  if (kind === 'boolean' && !list)
    return (
      <Switch
        label={field.label}
        checked={value === 'true'}
        onCheckedChange={checked => onValue(String(checked))}
      />
    )
  const isLong = kind === 'object' || kind === 'any' || list
  // A field of one line would take the line breaks out of a text.
  return isLong || value.includes('\n') ? (
    <TextArea {...given} rows={1} {...(isLong && { inputClass: 'font-code text-code' })} />
  ) : (
    <TextField {...given} />
  )
}
