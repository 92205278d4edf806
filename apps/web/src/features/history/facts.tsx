import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

/**
 * CSS classes for a row with a name and a value. Rows are separated by a thin line; single-line rows are 32
 * pixels high.
 */
export const factRowClass = 'grid min-h-8 items-baseline gap-x-4 border-b border-line py-1.5 last:border-b-0'

/** CSS class for the columns of a row: the name, and the value at a distance of 136 pixels. */
export const factColumns = 'grid-cols-[7.5rem_minmax(0,1fr)]'

/** Facts in two columns, without a line below the last ones. On small screens there is one column. */
const twoColumns =
  'grid grid-cols-2 gap-x-12 max-lg:grid-cols-1 lg:[&>:nth-last-child(2):nth-child(odd)]:border-b-0'

/** Definition list with one fact per row and aligned values. */
export const Facts = ({
  label,
  facts,
  wide = false,
  inTwo = false
}: {
  label: string
  facts: readonly [string, ReactNode][]
  /** True for a wider name column, for lists with long names. */
  wide?: boolean
  /** True for two columns of facts where there is room for them. */
  inTwo?: boolean
}) => (
  <dl aria-label={label} className={cx('m-0 text-body', inTwo ? twoColumns : 'flex flex-col')}>
    {facts.map(([name, value]) => (
      <div
        key={name}
        className={cx(
          factRowClass,
          wide
            ? 'grid-cols-[15rem_minmax(0,1fr)] max-md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]'
            : factColumns
        )}
      >
        <dt className="text-small break-words text-ink-2">{name}</dt>
        <dd className="tabular m-0 min-w-0 break-words text-ink">{value}</dd>
      </div>
    ))}
  </dl>
)
