import {
  type ConversionError,
  describeOutputError,
  nameOfType,
  shortConversionError,
  type ValueType
} from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { CornerDownRight, TriangleAlert } from 'lucide-react'
import {
  headAndTail,
  partsAtHyphens,
  timeText,
  type ValueLines,
  valueAtEnd,
  valueText
} from './value-text.ts'

/** Returns true if a secret was removed from a value before it was saved. */
const hidesSecret = (text: string): boolean => text.includes('•••')

const heights: Record<ValueLines, string> = {
  1: 'h-4 items-center',
  2: 'h-8 items-start',
  3: 'h-12 items-start'
}

/**
 * CSS classes that cut off a text after its last line. Text in wide characters may need more lines than were
 * computed.
 */
const cuts: Record<ValueLines, string> = {
  1: 'truncate',
  2: 'line-clamp-2 wrap-anywhere',
  3: 'line-clamp-3 wrap-anywhere'
}

/** Maximum length of a hyphenated word that is kept on one line. */
const LONGEST_WORD = 30

/**
 * Text of a value below a field. Words are not broken at hyphens, because the number of lines was computed in
 * this way.
 */
const WholeWords = ({ text }: { text: string }) =>
  partsAtHyphens(text).map((part, at) =>
    at % 2 === 1 && part.length <= LONGEST_WORD ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other key.
      <span key={at} className="whitespace-nowrap">
        {part}
      </span>
    ) : (
      part
    )
  )

/**
 * Value at the end of a row. A long value is truncated in the middle. The width is a whole number of
 * characters, to leave no gap next to the cut.
 */
const EndValue = ({ text }: { text: string }) => {
  const [head, tail] = headAndTail(text)
  if (tail === '') return <span className="truncate">{head}</span>
  return (
    <span className="flex max-w-[round(down,100%,1ch)] min-w-0 whitespace-pre">
      {/* The head gives way first; only where it is gone, the tail does. */}
      <span className="min-w-0 shrink-[1000] truncate">{head}</span>
      <span className="min-w-0 overflow-hidden">{tail}</span>
    </span>
  )
}

/**
 * Value of a field in a run. It takes one line at the end of a row, or up to three lines below the field. A
 * redacted secret is labeled. A value that did not fit its type is shown as a warning.
 */
export const ValueLine = ({
  value,
  error = null,
  type,
  atEnd = false,
  lines = 1
}: {
  value: unknown
  error?: ConversionError | null
  type: ValueType
  /** True if the value is shown at the end of an output's row. */
  atEnd?: boolean
  lines?: ValueLines
}) => {
  const text = valueText(value)
  const isThere = value !== null && value !== undefined
  return (
    <p
      title={
        error === null
          ? `${nameOfType(type)}: ${text}`
          : `${describeOutputError(error)}${isThere ? ` Value: ${text}` : ''}`
      }
      data-value={type.kind}
      className={cx(
        'card-value m-0 flex min-w-0 gap-1 font-code text-small',
        heights[lines],
        isThere || error !== null ? 'text-ink-2' : 'text-ink-3',
        atEnd ? 'justify-end pl-1' : 'mt-1'
      )}
    >
      {!atEnd && (
        <CornerDownRight
          aria-hidden
          className={cx('ml-1 size-3 shrink-0 text-ink-3', lines > 1 && 'mt-0.5')}
          strokeWidth={2}
        />
      )}
      {error !== null ? (
        <>
          <TriangleAlert aria-hidden className="size-3 shrink-0 text-warn" strokeWidth={2} />
          <span className="truncate font-ui">{shortConversionError(error)}</span>
        </>
      ) : atEnd ? (
        <EndValue text={timeText(value, type) ?? valueAtEnd(value)} />
      ) : (
        <span className={cuts[lines]}>
          <WholeWords text={timeText(value, type) ?? text} />
        </span>
      )}
      {error === null && hidesSecret(text) && (
        <span className="font-ui text-ink-2"> contains a secret, which is hidden</span>
      )}
    </p>
  )
}
