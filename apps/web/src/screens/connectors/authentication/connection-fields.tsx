import type { ConnectionField } from '@hookwright/model'
import { SecretArea, Select, TextField } from '@hookwright/ui'

/** Returns the typed value of a field, or its initial value. */
export const valueIn = (field: ConnectionField, values: Record<string, string>): string =>
  values[field.id] ?? field.initial ?? ''

/** Connection fields required by the connector. */
export const ConnectionFields = ({
  fields,
  values,
  onChange,
  missing = []
}: {
  fields: readonly ConnectionField[]
  values: Record<string, string>
  onChange: (values: Record<string, string>) => void
  /** Ids of required fields that were left empty. */
  missing?: readonly string[]
}) =>
  fields.map(field => {
    const { id, label, entry, required, help, rows = [], source } = field
    if (source !== undefined) {
      const value = source.from === 'fixed' ? source.value : ''
      const placeholder =
        source.from === 'helper' ? 'Set by the helper flow when the connection is created' : undefined
      return <TextField key={id} label={label} readOnly value={value} placeholder={placeholder} />
    }
    const props = {
      label: label === '' ? 'Unnamed field' : label,
      required,
      description: help,
      error: missing.includes(id) ? `“${label}” is required.` : null,
      value: valueIn(field, values),
      onValueChange: (value: string) => onChange({ ...values, [id]: value })
    }
    if (entry === 'password') return <SecretArea key={id} {...props} />
    if (entry === 'text') return <TextField key={id} {...props} autoComplete="off" spellCheck={false} />
    const choices = rows.map(({ display, value }) => ({ label: display, value }))
    return (
      <Select
        key={id}
        {...props}
        choices={choices}
        placeholder="Choose an option…"
        value={props.value === '' ? null : props.value}
      />
    )
  })
