import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

/** Classes of a row of a name and its value, beneath a hairline each; rows of one line are 32 pixels high. */
export const factRowClass = 'grid min-h-8 items-baseline gap-x-4 border-b border-line py-1.5 last:border-b-0'

/** Columns of a row: the name and its value, which begins 136 pixels after it. */
export const factColumns = 'grid-cols-[7.5rem_minmax(0,1fr)]'

/** List of named facts, one to a row, whose values stand in one column. */
export const Facts = ({
  label,
  facts,
  wide = false
}: {
  label: string
  facts: readonly [string, ReactNode][]
  /** Gives the names more room, for lists with long ones. */
  wide?: boolean
}) => (
  <dl aria-label={label} className="m-0 flex flex-col text-body">
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
