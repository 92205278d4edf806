import { Field } from '@base-ui/react/field'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Props that all fields share, in addition to those of their control. */
export interface FieldFrameProps {
  label: string
  /** Hides the label visually when the context already identifies the field. */
  hideLabel?: boolean
  required?: boolean | undefined
  description?: ReactNode
  /** Error and its fix, shown below the control. Screen readers announce changes. */
  error?: string | null | undefined
  /** Element at the right end of the label's line. */
  aside?: ReactNode
  disabled?: boolean | undefined
  className?: string | undefined
}

/**
 * Frame of a field: label above, then the control, description and error. Screen readers announce all of them
 * with the control.
 */
export const FieldFrame = ({
  label,
  hideLabel = false,
  required = false,
  description,
  error,
  aside,
  disabled = false,
  className,
  children
}: FieldFrameProps & { children: ReactNode }) => {
  const wrong = error !== undefined && error !== null && error !== ''
  return (
    <Field.Root invalid={wrong} disabled={disabled} className={cx('flex min-w-0 flex-col gap-1', className)}>
      <div className={cx('flex items-center justify-between gap-2', hideLabel && 'sr-only')}>
        <Field.Label
          className={cx(
            'min-w-0 text-label [overflow-wrap:anywhere] text-ink',
            required && "after:ml-1 after:text-err after:content-['*'/'']"
          )}
        >
          {label}
        </Field.Label>
        {aside}
      </div>
      {children}
      {description !== undefined && !wrong && (
        <Field.Description className="text-small text-ink-3">{description}</Field.Description>
      )}
      <div aria-live="polite" className="contents">
        {wrong && (
          <Field.Error match className="text-small text-err">
            {error}
          </Field.Error>
        )}
      </div>
    </Field.Root>
  )
}

/** Classes of input boxes: fields, selects, comboboxes. Their height is set separately. */
export const boxClass = (size: 'page' | 'card'): string =>
  cx(
    'w-full min-w-0 rounded-s border border-line-strong bg-surface text-body text-ink max-md:text-h2 max-md:font-normal',
    'data-invalid:border-err aria-invalid:border-err disabled:bg-sunken disabled:text-ink-3 aria-readonly:bg-sunken [&[readonly]]:bg-sunken',
    size === 'card' ? 'px-2' : 'px-2.5'
  )

/** Classes of a one-line input box. */
export const controlClass = (size: 'page' | 'card'): string =>
  cx(boxClass(size), 'text-ellipsis', size === 'card' ? 'h-(--h-control-card)' : 'h-(--h-control)')
