import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

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
          'grid min-h-8 items-baseline gap-x-4 border-b border-line py-1.5 last:border-b-0',
          wide
            ? 'grid-cols-[15rem_minmax(0,1fr)] max-md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]'
            : 'grid-cols-[7.5rem_minmax(0,1fr)]'
        )}
      >
        <dt className="text-small break-words text-ink-2">{name}</dt>
        <dd className="m-0 min-w-0 break-words text-ink">{value}</dd>
      </div>
    ))}
  </dl>
)
