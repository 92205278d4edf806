import { cx, Tooltip } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** How many things wait for somebody, as a way there; nothing while there are none. */
export const RailCount = ({
  to,
  count,
  noun,
  icon,
  wide
}: {
  to: '/registrations' | '/alerts'
  count: number
  /** Stands behind the number. */
  noun: string
  icon: ReactNode
  wide: boolean
}) => {
  if (count === 0) return null
  const words = `${count} ${noun}`
  const link = (
    <Link
      to={to}
      aria-label={words}
      className={cx(
        'tabular flex h-8 items-center gap-2 rounded-s bg-warn-soft text-small text-warn hover:underline [&_svg]:size-4 [&_svg]:shrink-0',
        wide ? 'w-full px-2.5' : 'w-10 justify-center gap-1'
      )}
    >
      {icon}
      {wide ? words : count}
    </Link>
  )
  return wide ? (
    link
  ) : (
    <Tooltip tip={words} side="right">
      {link}
    </Tooltip>
  )
}
