import { cx } from './cx.ts'

/**
 * One radio button where a table or a list lays its buttons out itself: those of one `name` belong together, and the
 * arrow keys go from one to the next. Elsewhere take a RadioGroup.
 */
export const RadioButton = ({
  name,
  label,
  checked,
  onCheck,
  disabled = false,
  className
}: {
  name: string
  /** Accessible name. */
  label: string
  checked: boolean
  onCheck: () => void
  disabled?: boolean
  className?: string
}) => (
  <input
    type="radio"
    name={name}
    aria-label={label}
    checked={checked}
    disabled={disabled}
    onChange={onCheck}
    className={cx(
      'm-0.75 size-4.5 shrink-0 appearance-none rounded-full border border-line-strong bg-surface checked:border-5 checked:border-solid disabled:opacity-50',
      className
    )}
  />
)
