import { Field } from '@base-ui/react/field'
import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'
import { controlClass, FieldFrame, type FieldFrameProps } from './field-frame.tsx'
import { useReadOnly } from './read-only.tsx'

export interface TextFieldProps
  extends FieldFrameProps,
    Omit<ComponentProps<'input'>, keyof FieldFrameProps | 'size' | 'defaultValue'> {
  size?: 'page' | 'card'
  defaultValue?: string
  onValueChange?: (value: string) => void
  /** Icon inside the box, before the text. */
  before?: ReactNode
  /** Small element inside the box, after the text. */
  after?: ReactNode
  /** Classes of the input itself. */
  inputClass?: string
}

/** Labeled one-line text field. */
export const TextField = ({
  label,
  hideLabel = false,
  required,
  description,
  error,
  aside,
  disabled,
  className,
  size = 'page',
  before,
  after,
  inputClass,
  onValueChange,
  readOnly,
  ...input
}: TextFieldProps) => (
  <FieldFrame {...{ label, hideLabel, required, description, error, aside, disabled, className }}>
    <div className="relative flex">
      {before !== undefined && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-ink-3 [&_svg]:size-4"
        >
          {before}
        </span>
      )}
      <Field.Control
        {...input}
        readOnly={useReadOnly() || readOnly === true}
        {...(onValueChange && { onValueChange })}
        aria-required={required || undefined}
        className={cx(
          controlClass(size),
          before !== undefined && 'pl-8',
          after !== undefined && 'pr-9',
          inputClass
        )}
      />
      {after !== undefined && <span className="absolute inset-y-0 right-1 flex items-center">{after}</span>}
    </div>
  </FieldFrame>
)
