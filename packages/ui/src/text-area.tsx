import { Field } from '@base-ui/react/field'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { boxClass, FieldFrame, type FieldFrameProps } from './field-frame.tsx'
import { useReadOnly } from './read-only.tsx'

export interface TextAreaProps
  extends FieldFrameProps,
    Omit<ComponentProps<'textarea'>, keyof FieldFrameProps> {
  size?: 'page' | 'card'
  onValueChange?: (value: string) => void
  inputClass?: string
  /** Small element inside the box, at its upper right. The Tab key reaches it after the text. */
  after?: ReactNode
}

/** Labeled multi-line text field that grows with its text. */
export const TextArea = ({
  label,
  hideLabel = false,
  required,
  description,
  error,
  aside,
  disabled,
  className,
  size = 'page',
  rows = 2,
  inputClass,
  after,
  onValueChange,
  onChange,
  readOnly,
  ...area
}: TextAreaProps) => (
  <FieldFrame {...{ label, hideLabel, required, description, error, aside, disabled, className }}>
    <div className="relative flex">
      <Field.Control
        render={
          <textarea
            {...area}
            rows={rows}
            // A box that grows with its content takes no heed of `rows`.
            style={{ minHeight: `max(var(--h-control), ${rows}lh + 0.875rem)` }}
            readOnly={useReadOnly() || readOnly === true}
            onChange={event => {
              onChange?.(event)
              onValueChange?.(event.currentTarget.value)
            }}
          />
        }
        aria-required={required || undefined}
        className={cx(boxClass(size), 'field-sizing-content resize-y py-1.5', inputClass)}
      />
      {after !== undefined && <span className="absolute top-1 right-1 flex">{after}</span>}
    </div>
  </FieldFrame>
)
