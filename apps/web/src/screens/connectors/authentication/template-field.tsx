import { IconButton, Menu, TextField, type TextFieldProps } from '@hookwright/ui'
import { Braces } from 'lucide-react'
import { useRef } from 'react'
import { type Named, tokenFor } from './template.ts'

/** Text field for templates. References to connection fields are `{Label}`, typed or chosen from a menu. */
export const TemplateField = ({
  fields,
  value,
  onValueChange,
  ...rest
}: Omit<TextFieldProps, 'value' | 'onValueChange' | 'after'> & {
  fields: readonly Named[]
  value: string
  onValueChange: (value: string) => void
}) => {
  const input = useRef<HTMLInputElement>(null)
  const insert = (field: Named): void => {
    const at = input.current?.selectionStart ?? value.length
    const to = input.current?.selectionEnd ?? at
    onValueChange(value.slice(0, at) + tokenFor(field) + value.slice(to))
  }
  const entries = fields.map(field => ({
    id: field.id,
    label: field.label === '' ? 'Unnamed field' : field.label,
    run: () => insert(field)
  }))
  return (
    <TextField
      {...rest}
      ref={input}
      autoComplete="off"
      spellCheck={false}
      value={value}
      onValueChange={onValueChange}
      after={
        fields.length > 0 && (
          <Menu
            groups={[entries]}
            trigger={
              <IconButton
                size="small"
                label={`Insert a field into ${rest.label}`}
                icon={<Braces aria-hidden />}
              />
            }
          />
        )
      }
    />
  )
}
