import { cx, Tooltip } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { useTrpc } from '../api/use-api.tsx'

/** How much may be left at services, as a way there; nothing while that is nothing. */
export const CleanupCount = ({ wide }: { wide: boolean }) => {
  const { data: entries = [] } = useQuery(useTrpc().subscriptions.cleanupEntries.queryOptions())
  const open = entries.filter(({ status }) => status.is === 'open').length
  if (open === 0) return null
  const words = `${open} to clean up`
  const link = (
    <Link
      to="/registrations"
      aria-label={words}
      className={cx(
        'tabular flex h-8 items-center gap-2 rounded-s bg-warn-soft text-small text-warn hover:underline [&_svg]:size-4 [&_svg]:shrink-0',
        wide ? 'w-full px-2.5' : 'w-10 justify-center gap-1'
      )}
    >
      <TriangleAlert aria-hidden strokeWidth={1.75} />
      {wide ? words : open}
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
