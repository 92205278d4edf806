import { ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { controlClass, FieldFrame, type FieldFrameProps } from './field-frame.tsx'
import { formatChosen } from './format-chosen.ts'
import { useLazy } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'
import type { Choice } from './select.tsx'

export interface MultiSelectProps extends FieldFrameProps {
  choices: readonly Choice<string>[]
  /** Chosen values, in the order of choosing. A value without an option is shown unchanged. */
  value: readonly string[]
  onValueChange: (value: string[]) => void
  placeholder?: string
  size?: 'page' | 'card'
  /** Marks the control as invalid; `describedBy` is the id of the element that states the error. */
  invalid?: boolean
  describedBy?: string | undefined
  onOpen?: () => void
  /** Text shown in the list, for example why there is nothing to choose. */
  note?: ReactNode
}

/** Field to choose several options by typing. Until its list is loaded, it shows only the chosen options. */
export const MultiSelect = (props: MultiSelectProps) => {
  const popups = useLazy(lazyPopups, true)
  if (popups !== null) return <popups.MultiSelectLayer {...props} />
  const { choices, value, placeholder, size = 'page', label, ...frame } = props
  const words = formatChosen(value, choices)
  return (
    <FieldFrame
      label={label}
      hideLabel={frame.hideLabel ?? false}
      required={frame.required}
      disabled={frame.disabled}
      className={frame.className}
    >
      <button
        type="button"
        disabled
        aria-label={label}
        className={cx(controlClass(size), 'flex items-center justify-between gap-2 text-left')}
      >
        <span className={cx('truncate', words === '' && 'text-ink-3')}>{words || placeholder}</span>
        <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
      </button>
    </FieldFrame>
  )
}
