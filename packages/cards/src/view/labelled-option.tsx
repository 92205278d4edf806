import { type ComponentProps, useId } from 'react'
import { OptionField } from './option-field.tsx'

/** Control of an option shown outside a card, with its label above and its error below. */
export const LabelledOption = ({
  error = null,
  ...props
}: Omit<ComponentProps<typeof OptionField>, 'invalid' | 'describedBy'> & {
  /** Validation error of the value, as a sentence; null if the value is valid. */
  error?: string | null
}) => {
  const errorId = useId()
  const { label, option } = props
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span aria-hidden className="truncate text-label text-ink-2" title={label}>
        {label}
        {option.required && <span className="text-err"> *</span>}
      </span>
      <OptionField {...props} invalid={error !== null} describedBy={error === null ? undefined : errorId} />
      {error !== null && (
        <span id={errorId} className="text-small text-err">
          {error}
        </span>
      )}
    </div>
  )
}
