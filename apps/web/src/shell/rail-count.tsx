import { cx, Tooltip } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** How many things wait for somebody, as a way there. */
export const RailCount = ({
  to,
  count,
  seen,
  says = seen,
  icon,
  wide
}: {
  to: '/registrations' | '/alerts'
  count: number
  /** The number and what it counts, in a few words. */
  seen: string
  /** The same in full, beginning with these words; they suffice where it is left out. */
  says?: string
  icon: ReactNode
  wide: boolean
}) => {
  const link = (
    <Link
      to={to}
      aria-label={says}
      className={cx(
        'tabular flex h-8 items-center gap-2 rounded-s bg-warn-soft text-small text-warn hover:underline [&_svg]:size-4 [&_svg]:shrink-0',
        wide ? 'w-full px-2.5' : 'w-10 justify-center gap-1'
      )}
    >
      {icon}
      {wide ? seen : count}
    </Link>
  )
  return wide && says === seen ? (
    link
  ) : (
    <Tooltip tip={says} side="right">
      {link}
    </Tooltip>
  )
}
