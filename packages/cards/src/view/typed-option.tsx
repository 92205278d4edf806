import { IconButton, TextField } from '@hookwright/ui'
import { List } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { OptionFieldProps } from './option-field.tsx'

/**
 * Text field for typing the value of a dropdown. Used for a value that is not in the list, and while the list
 * cannot be loaded.
 */
export const TypedOption = ({
  option,
  value,
  onValue,
  label,
  invalid,
  describedBy,
  isTyping,
  onList
}: Omit<OptionFieldProps, 'values' | 'mapped' | 'disabled'> & {
  /** True if the user has switched to typing, so that this field gets the focus. */
  isTyping: boolean
  /** Switches back to the list. */
  onList: () => void
}) => {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isTyping) field.current?.focus()
  }, [isTyping])
  return (
    <TextField
      ref={field}
      label={label}
      hideLabel
      size="card"
      required={option.required}
      autoComplete="off"
      spellCheck={false}
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      value={typeof value === 'string' ? value : ''}
      onValueChange={text => onValue(text === '' ? null : text)}
      className="nodrag nopan w-full"
      after={
        <IconButton
          size="small"
          label={`Choose ${label} from the list`}
          icon={<List aria-hidden />}
          onClick={onList}
        />
      }
    />
  )
}
