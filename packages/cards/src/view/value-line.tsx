import { nameOfType, type ValueType } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { CornerDownRight } from 'lucide-react'
import { timeText, valueAtEnd, valueText } from './value-text.ts'

/** Returns true if a secret was removed from a value before it was saved. */
const hidesSecret = (text: string): boolean => text.includes('•••')

/**
 * Value on one line, or on two below its field, where it stands behind a small hook; at the end of a row on one. A removed
 * secret is named as such.
 */
export const ValueLine = ({
  value,
  type,
  atEnd = false,
  lines = 1
}: {
  value: unknown
  type: ValueType
  /** True at the end of the row of an output. */
  atEnd?: boolean
  lines?: 1 | 2
}) => {
  const text = valueText(value)
  const isThere = value !== null && value !== undefined
  return (
    <p
      title={`${nameOfType(type)}: ${text}`}
      data-value={type.kind}
      className={cx(
        'card-value m-0 flex min-w-0 gap-1 font-code text-small',
        lines === 1 ? 'h-4 items-center' : 'h-8 items-start',
        isThere ? 'text-ink-2' : 'text-ink-3',
        atEnd ? 'justify-end pl-2' : 'mt-1'
      )}
    >
      {!atEnd && (
        <CornerDownRight
          aria-hidden
          className={cx('ml-1 size-3 shrink-0 text-ink-3', lines > 1 && 'mt-0.5')}
          strokeWidth={2}
        />
      )}
      <span className={lines === 1 ? 'truncate' : 'line-clamp-2 wrap-anywhere'}>
        {timeText(value, type) ?? (atEnd ? valueAtEnd(value) : text)}
      </span>
      {hidesSecret(text) && <span className="font-sans text-ink-2"> contains a secret, which is hidden</span>}
    </p>
  )
}
