import { Field } from '@base-ui/react/field'
import { Switch as Base } from '@base-ui/react/switch'
import type { CheckboxProps } from './checkbox.tsx'
import { cx } from './cx.ts'
import { useReadOnly } from './read-only.tsx'

/** Classes of the switch. Its target is 28 by 24 pixels; the visible track is the middle 16 pixels. */
const switchClass = cx(
  'relative flex h-6 w-7 shrink-0 items-center rounded-full px-0.5',
  'before:absolute before:inset-x-0 before:inset-y-1 before:rounded-full before:bg-line-strong',
  'before:transition-colors before:duration-(--dur-2) data-checked:before:bg-solid',
  'data-disabled:opacity-50 data-readonly:cursor-default data-readonly:opacity-60'
)

/** Switch that takes effect immediately. For values that are saved later, use Checkbox. */
export const Switch = ({
  label,
  hideLabel = false,
  checked,
  onCheckedChange,
  description,
  disabled = false,
  className
}: CheckboxProps) => (
  <Field.Root disabled={disabled} className={cx('flex flex-col', className)}>
    <Field.Label className="flex min-h-6 w-fit items-center gap-2 text-body text-ink">
      <Base.Root
        checked={checked}
        readOnly={useReadOnly()}
        onCheckedChange={onCheckedChange}
        className={switchClass}
      >
        <Base.Thumb className="relative size-3 rounded-full bg-surface transition-transform duration-(--dur-2) data-checked:translate-x-3" />
      </Base.Root>
      <span className={cx(hideLabel && 'sr-only')}>{label}</span>
    </Field.Label>
    {description !== undefined && (
      <Field.Description className="ml-9 text-small text-ink-3">{description}</Field.Description>
    )}
  </Field.Root>
)
