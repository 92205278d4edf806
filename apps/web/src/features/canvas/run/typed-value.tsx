import { LabelledOption } from '@hookwright/cards/views'
import { type FieldId, isChosen, type Json, nameOfType } from '@hookwright/model'
import { Combobox, Switch, TextArea, TextField } from '@hookwright/ui'
import { FILE_EXAMPLE, parseFieldText, type StartField, typedText } from './start-fields.ts'

/** Input control for the value of a field, chosen by the field's type. */
export const TypedValue = ({
  field,
  value,
  values = {},
  error,
  onValue
}: {
  field: StartField
  value: string
  /** Values of all options, on which the values of a dropdown may depend. */
  values?: Record<FieldId, Json>
  error: string | null
  onValue: (value: string) => void
}) => {
  const { option } = field
  // An option with several values, or with those of a helper flow, is chosen as users choose it on their card.
  if (option !== undefined && field.choices === undefined && isChosen(option)) {
    const read = parseFieldText(value, field)
    return (
      <LabelledOption
        option={option}
        value={'value' in read ? read.value : null}
        values={values}
        onValue={chosen => onValue(typedText(chosen))}
        label={field.label}
        error={error}
      />
    )
  }
  const { kind, list } = field.dataType
  const props = {
    label: field.label,
    required: field.required,
    value,
    onValueChange: onValue,
    error,
    aside: <span className="text-small text-ink-3">{nameOfType(field.dataType)}</span>
  }
  if (field.choices !== undefined)
    return (
      <Combobox
        {...props}
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
  const isLong = kind === 'object' || kind === 'any' || kind === 'file' || list
  // A field of one line would take the line breaks out of a text.
  return isLong || value.includes('\n') ? (
    <TextArea
      {...props}
      rows={1}
      {...(isLong && { inputClass: 'font-code text-small' })}
      {...(kind === 'file' && !list && { placeholder: FILE_EXAMPLE })}
    />
  ) : (
    <TextField {...props} />
  )
}
