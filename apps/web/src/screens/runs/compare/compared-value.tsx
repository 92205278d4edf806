import { useState } from 'react'
import { isBranch, leafText } from '../../../features/history/json-kinds.ts'
import { JsonTree } from '../../../features/history/json-tree.tsx'
import { formatCount } from '../../../kit/page/format-count.ts'
import { type TextDifference, textDifference } from './text-difference.ts'

/** Value of a field in one of the compared runs; null if that run has no value there. */
export type SideValue = { value: unknown } | null

/**
 * Maximum length of a text that is shown before "show all", in characters. It applies if only one side has a
 * value.
 */
const MOST = 400

const textClass = 'min-w-0 font-code text-small break-words whitespace-pre-wrap text-ink'

const LongText = ({ text }: { text: string }) => {
  const [isWhole, setWhole] = useState(false)
  if (text.length <= MOST) return <span className={textClass}>{text}</span>
  return (
    <span className={textClass}>
      {isWhole ? text : `${text.slice(0, MOST)}…`}{' '}
      <button
        type="button"
        className="min-h-6 rounded-xs font-ui text-small text-accent-text underline"
        onClick={() => setWhole(!isWhole)}
      >
        {isWhole ? 'Show less' : `Show all ${formatCount(text.length, 'character')}`}
      </button>
    </span>
  )
}

/** Text from one of the compared runs. The part that differs from the other run is highlighted. */
const MarkedText = ({ parts, side }: { parts: TextDifference; side: 'old' | 'next' }) => (
  <span className={textClass}>
    <span className="text-ink-2">{parts.before}</span>
    <mark className={side === 'old' ? 'rounded-xs bg-err-soft text-ink' : 'rounded-xs bg-ok-soft text-ink'}>
      {parts[side]}
    </mark>
    <span className="text-ink-2">{parts.after}</span>
  </span>
)

const Plain = ({ value, label }: { value: unknown; label: string }) => {
  if (isBranch(value)) return <JsonTree label={label} value={value} opensTo={1} />
  return <LongText text={typeof value === 'string' && value !== '' ? value : leafText(value)} />
}

const textOf = (side: SideValue): string | null =>
  side !== null && typeof side.value === 'string' ? side.value : null

/** Value of a field in one of the compared runs. Parts that differ from the other run are highlighted. */
export const ComparedValue = ({
  side,
  old,
  next,
  label
}: {
  side: 'old' | 'next'
  old: SideValue
  next: SideValue
  label: string
}) => {
  const shown = side === 'old' ? old : next
  if (shown === null) {
    return (
      <span className="text-ink-3">
        <span aria-hidden>—</span>
        <span className="sr-only">nothing</span>
      </span>
    )
  }
  const [was, is] = [textOf(old), textOf(next)]
  if (was !== null && is !== null && was !== is && was !== '' && is !== '')
    return <MarkedText parts={textDifference(was, is)} side={side} />
  return <Plain value={shown.value} label={label} />
}
