import { cx } from './cx.ts'

/**
 * Single radio button, for tables and lists with a custom layout. Buttons with the same `name` form a group,
 * and the arrow keys move within the group. In other places, use RadioGroup.
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
