import { Field } from '@base-ui/react/field'
import { ChevronsUpDown } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { cx } from './cx.ts'
import { controlClass, FieldFrame, type FieldFrameProps } from './field-frame.tsx'
import { useLazyLayer } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'
import { useReadOnly } from './read-only.tsx'

/** Option of a select. */
export interface Choice<Value extends string> {
  value: Value
  label: string
  icon?: ReactNode
  /** Second, smaller line of text. */
  hint?: string
  disabled?: boolean
  /** True for an option that a searched list always shows, whatever the user types. */
  always?: true
}

export interface SelectProps<Value extends string> extends FieldFrameProps {
  choices: readonly Choice<Value>[]
  value: Value | null
  onValueChange: (value: Value) => void
  placeholder?: string
  size?: 'page' | 'card'
  id?: string
  /** Marks the control as invalid; `describedBy` is the id of the element that states the error. */
  invalid?: boolean
  describedBy?: string | undefined
  onOpen?: () => void
  /** Text shown in the list, for example why there is nothing to choose. */
  note?: ReactNode
}

/** Returns the next option after the chosen one that begins with a letter, wrapping around at the end. */
const nextBeginningWith = <Value extends string>(
  choices: readonly Choice<Value>[],
  value: Value | null,
  letter: string
): Choice<Value> | undefined => {
  const at = choices.findIndex(choice => choice.value === value)
  return [...choices.slice(at + 1), ...choices.slice(0, Math.max(0, at))].find(
    choice => choice.disabled !== true && choice.label.toLowerCase().startsWith(letter.toLowerCase())
  )
}

/**
 * Field to choose one of a few options. For many, use Combobox. Arrow keys open it. A letter key chooses the
 * next option that begins with the letter.
 */
export const Select = <Value extends string>({
  choices,
  value,
  onValueChange,
  placeholder = 'Choose…',
  size = 'page',
  id,
  invalid = false,
  describedBy,
  onOpen,
  note,
  ...frame
}: SelectProps<Value>) => {
  const readOnly = useReadOnly()
  const button = useRef<HTMLButtonElement>(null)
  const listId = useId()
  const [isOpen, setOpen] = useState(false)
  const popups = useLazyLayer(lazyPopups, isOpen)
  const chosen = choices.find(choice => choice.value === value)

  const open = (): void => {
    // Where a click gives no focus, the list would not know where to give it back.
    button.current?.focus({ preventScroll: true })
    if (readOnly) return
    setOpen(true)
    onOpen?.()
  }

  const press = (event: KeyboardEvent): void => {
    if (readOnly || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      open()
    } else if (event.key.length === 1 && event.key !== ' ') {
      const next = nextBeginningWith(choices, value, event.key)
      if (next !== undefined) onValueChange(next.value)
    }
  }

  return (
    <>
      <FieldFrame {...frame}>
        <Field.Control
          {...(id !== undefined && { id })}
          render={
            <button
              ref={button}
              type="button"
              role="combobox"
              aria-haspopup="listbox"
              aria-expanded={isOpen}
              aria-controls={isOpen ? listId : undefined}
              aria-required={frame.required || undefined}
              aria-readonly={readOnly || undefined}
              {...(invalid && { 'aria-invalid': true })}
              {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
              className={cx(controlClass(size), 'flex items-center justify-between gap-2 text-left')}
              onClick={() => (isOpen ? setOpen(false) : open())}
              onKeyDown={press}
            >
              <span className="flex min-w-0 items-center gap-2">
                {chosen?.icon}
                <span className={cx('truncate pr-0.5', chosen === undefined && 'text-ink-3')}>
                  {chosen?.label ?? placeholder}
                </span>
              </span>
              <span aria-hidden className="text-ink-3">
                <ChevronsUpDown className="size-4" strokeWidth={1.75} />
              </span>
            </button>
          }
        />
      </FieldFrame>
      {popups !== null && (
        <popups.SelectLayer
          id={listId}
          label={frame.label}
          open={isOpen}
          button={button}
          choices={choices}
          value={value}
          onValueChange={onValueChange}
          onClose={() => setOpen(false)}
          note={note}
        />
      )}
    </>
  )
}
