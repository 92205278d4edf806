import { cx } from '@hookwright/ui'
import { formatNumber } from './format-count.ts'

/** One of the buttons that select which rows of a list are shown. */
export interface Segment<Value extends string> {
  value: Value
  label: string
  /** Number of rows; omitted if it is unknown or zero. */
  count?: number | undefined
}

/** Group of toggle buttons to select the displayed part of a list. */
export const Segments = <Value extends string>({
  label,
  segments,
  value,
  onValueChange
}: {
  label: string
  segments: readonly Segment<Value>[]
  /** Selected value; null when the displayed rows match none of the buttons. */
  value: Value | null
  onValueChange: (value: Value) => void
}) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one line with its buttons.
  <div role="group" aria-label={label} className="inline-flex shrink-0 rounded-s bg-hover p-0.5">
    {segments.map(segment => (
      <button
        key={segment.value}
        type="button"
        aria-pressed={segment.value === value}
        onClick={() => onValueChange(segment.value)}
        className={cx(
          'tabular inline-flex h-[calc(var(--h-control)-0.25rem)] items-center gap-1 rounded-xs px-2.5 max-sm:px-2 text-label whitespace-nowrap',
          segment.value === value
            ? 'bg-surface text-ink shadow-1 dark:bg-line-2'
            : 'text-ink-2 hover:text-ink'
        )}
      >
        {segment.label}
        {segment.count !== undefined && segment.count > 0 && (
          <span className={cx('font-normal', segment.value === value ? 'text-ink-2' : 'text-ink-3')}>
            {formatNumber(segment.count)}
          </span>
        )}
      </button>
    ))}
  </div>
)
