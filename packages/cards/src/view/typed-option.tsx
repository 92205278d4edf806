import { IconButton, TextField } from '@hookwright/ui'
import { List } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { OptionFieldProps } from './option-field.tsx'

/** Value of a dropdown that is typed: it is not in the list, or the list cannot be loaded. */
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
  /** True when typing was chosen, and continues here. */
  isTyping: boolean
  /** Goes back to the list. */
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
