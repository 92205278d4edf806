import { type KeyboardEvent, useRef } from 'react'
import { cx } from './cx.ts'

/**
 * Focuses a field and selects its text. It is outside the component so that it stays the same function: React
 * would call a new one at each render and select the text while the user types.
 */
const begin = (field: HTMLInputElement | null): void => {
  field?.focus()
  field?.select()
}

/** Field to edit a name: Enter and blur save it, Esc cancels. */
export const EditableName = ({
  value,
  label,
  onKeep,
  onLeave,
  className
}: {
  value: string
  label: string
  /** Called with the new name if it has changed and is not empty. */
  onKeep: (value: string) => void
  /** Called when editing ends. `byKey` is true after Enter or Esc; the caller must then move the focus. */
  onLeave: (byKey: boolean) => void
  className?: string
}) => {
  const left = useRef(false)
  const leave = (field: HTMLInputElement, keep: boolean, byKey: boolean): void => {
    if (left.current) return
    left.current = true
    const name = field.value.trim()
    if (keep && name !== '' && name !== value) onKeep(name)
    onLeave(byKey)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    leave(event.currentTarget, event.key === 'Enter', true)
  }
  return (
    <input
      ref={begin}
      aria-label={label}
      defaultValue={value}
      maxLength={200}
      onKeyDown={press}
      onBlur={event => leave(event.currentTarget, true, false)}
      className={cx(
        'nodrag min-w-0 grow rounded-xs border border-accent bg-surface px-1 text-ink focus-visible:-outline-offset-1',
        className
      )}
    />
  )
}
