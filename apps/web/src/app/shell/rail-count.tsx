import { cx, Tooltip } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { NavCountIcon } from './nav-count-icon.tsx'
import type { NavCount } from './nav-counts.ts'

/** Link with the number of open tasks of one kind. */
export const RailCount = ({ of, wide }: { of: NavCount; wide: boolean }) => {
  const link = (
    <Link
      to={of.to}
      aria-label={of.says}
      className={cx(
        'tabular flex h-8 items-center gap-2 rounded-s bg-warn-soft text-small text-warn hover:underline [&_svg]:size-4 [&_svg]:shrink-0',
        wide ? 'w-full px-2.5' : 'w-10 justify-center gap-1'
      )}
    >
      <NavCountIcon of={of} />
      {wide ? of.seen : of.count}
    </Link>
  )
  return wide && of.says === of.seen ? (
    link
  ) : (
    <Tooltip tip={of.says} side="right">
      {link}
    </Tooltip>
  )
}
