import type { FieldFrameProps } from './field-frame.tsx'
import { useLazy } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'
import type { Choice } from './select.tsx'
import { TextField } from './text-field.tsx'

export interface ComboboxProps<Value extends string> extends FieldFrameProps {
  choices: readonly Choice<Value>[]
  value: Value | null
  onValueChange: (value: Value | null) => void
  placeholder?: string
  /** Message shown when no option matches the typed text. */
  empty?: string
  size?: 'page' | 'card'
  /** Marks the control as invalid; `describedBy` is the id of the element that states the error. */
  invalid?: boolean
  describedBy?: string | undefined
}

/**
 * Field to choose one of many options by typing. Until its list is loaded, it shows only the chosen option.
 */
export const Combobox = <Value extends string>(props: ComboboxProps<Value>) => {
  const popups = useLazy(lazyPopups, true)
  if (popups !== null) return <popups.ComboboxLayer {...props} />
  const { choices, value, onValueChange: _, empty: __, invalid: ___, describedBy: ____, ...field } = props
  return (
    <TextField
      {...field}
      readOnly
      value={choices.find(choice => choice.value === value)?.label ?? ''}
      onValueChange={() => {}}
    />
  )
}
