import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Field } from '@base-ui/react/field'
import { Check, Minus } from 'lucide-react'
import { cx } from './cx.ts'
import { useReadOnly } from './read-only.tsx'

export interface CheckboxProps {
  label: string
  hideLabel?: boolean
  checked: boolean
  /** True for a checkbox that represents several items, of which only some are checked. */
  mixed?: boolean
  onCheckedChange: (checked: boolean) => void
  description?: string
  disabled?: boolean
  className?: string
}

/** Checkbox with its label. Both can be clicked. */
export const Checkbox = ({
  label,
  hideLabel = false,
  checked,
  mixed = false,
  onCheckedChange,
  description,
  disabled = false,
  className
}: CheckboxProps) => (
  <Field.Root disabled={disabled} className={cx('flex flex-col', className)}>
    <Field.Label className="flex min-h-6 w-fit items-center gap-2 text-body text-ink">
      <span className="flex size-6 shrink-0 items-center justify-center">
        <Base.Root
          checked={checked}
          indeterminate={mixed}
          readOnly={useReadOnly()}
          onCheckedChange={onCheckedChange}
          className="flex size-4.5 items-center justify-center rounded-xs border border-line-strong bg-surface data-checked:border-solid data-checked:bg-solid data-indeterminate:border-solid data-indeterminate:bg-solid data-disabled:opacity-50"
        >
          <Base.Indicator className="text-on-solid">
            {mixed ? (
              <Minus aria-hidden className="size-3.5" strokeWidth={2.5} />
            ) : (
              <Check aria-hidden className="size-3.5" strokeWidth={2.5} />
            )}
          </Base.Indicator>
        </Base.Root>
      </span>
      <span className={cx(hideLabel && 'sr-only')}>{label}</span>
    </Field.Label>
    {description !== undefined && (
      <Field.Description className="ml-8 text-small text-ink-3">{description}</Field.Description>
    )}
  </Field.Root>
)
