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

/** Classes of a text that is cut at the end of its lines, which may be fewer than a text in wide characters needs. */
const cuts: Record<ValueLines, string> = {
  1: 'truncate',
  2: 'line-clamp-2 wrap-anywhere',
  3: 'line-clamp-3 wrap-anywhere'
}

/** Longest word that is kept in one line. */
const LONGEST_WORD = 30

/** Value below a field, whose words stay whole at their hyphens, as its lines were counted. */
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
 * Value at the end of a row; one that is too long for it is cut in its middle. Its width is a whole number of characters,
 * so that nothing is empty beside the cut.
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
 * Value of a run at a field. It takes one line at the end of a row, or up to three below the field, behind a small
 * hook. A redacted secret is labelled as such. A value that did not fit its type is a warning with that type.
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
  /** True at the end of the row of an output. */
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
