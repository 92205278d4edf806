import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { useApi } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'

/**
 * Number of refused requests at a flow's Event URLs, by reason. Most refused requests have no row in the
 * list.
 */
export const RefusedCounts = ({ flowId }: { flowId: Id }) => {
  const { trpc } = useApi()
  const { data = [] } = useQuery(trpc.deliveries.refusals.queryOptions({ flowId }))
  if (data.length === 0) return null
  const byReason = new Map<string, { count: number; lastAt: number }>()
  for (const { reason, count, lastAt } of data) {
    const before = byReason.get(reason)
    byReason.set(reason, {
      count: count + (before?.count ?? 0),
      lastAt: Math.max(lastAt, before?.lastAt ?? 0)
    })
  }
  return (
    <ul
      aria-label="Refused requests"
      className="mx-8 my-0 flex shrink-0 list-none flex-wrap gap-x-4 gap-y-1 border-b border-line px-0 py-2 max-md:mx-4 text-small text-ink-2"
    >
      {[...byReason].map(([reason, { count, lastAt }]) => (
        <li key={reason}>
          Refused for “{reason.replaceAll('-', ' ')}”: {formatCount(count, 'time')}, last{' '}
          <time dateTime={new Date(lastAt).toISOString()} title={exactTime(lastAt)}>
            {rowTime(lastAt, Date.now())}
          </time>
        </li>
      ))}
    </ul>
  )
}
