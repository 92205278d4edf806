import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

/** List of named facts. */
export const Facts = ({
  label,
  facts,
  wide = false
}: {
  label: string
  facts: readonly [string, ReactNode][]
  /** Gives the names a width of their own, so that the values of several lists on a page stand in one column. */
  wide?: boolean
}) => (
  <dl
    aria-label={label}
    className={cx(
      'm-0 grid gap-x-4 gap-y-2 text-body max-md:gap-x-3',
      wide ? 'grid-cols-[15rem_1fr] max-md:grid-cols-[max-content_1fr]' : 'grid-cols-[max-content_1fr]'
    )}
  >
    {facts.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-ink-3">{name}</dt>
        <dd className="m-0 min-w-0 break-words text-ink">{value}</dd>
      </div>
    ))}
  </dl>
)
