import type { ReactNode } from 'react'

/** List of named facts. */
export const Facts = ({ label, facts }: { label: string; facts: readonly [string, ReactNode][] }) => (
  <dl
    aria-label={label}
    className="m-0 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-2 text-body max-md:gap-x-3"
  >
    {facts.map(([name, value]) => (
      <div key={name} className="contents">
        <dt className="text-ink-3">{name}</dt>
        <dd className="m-0 min-w-0 break-words text-ink">{value}</dd>
      </div>
    ))}
  </dl>
)
