import type { AppRouter } from '@hookwright/api'
import { Link } from '@tanstack/react-router'
import type { inferRouterOutputs } from '@trpc/server'
import { runTook } from '../../../features/history/format-run-time.ts'
import { formatSize } from '../../../features/history/format-time.ts'
import { DeliveryBadge, DeliveryResultBadge } from '../../../features/history/status-badges.tsx'
import { clockTime } from '../../../kit/page/clock-time.ts'
import { formatCount } from '../../../kit/page/format-count.ts'

type DeliveryRow = inferRouterOutputs<AppRouter>['deliveries']['list']['rows'][number]

const linkClass =
  'flex h-8 items-center gap-3 rounded-s px-2 text-small text-ink-2 hover:bg-hover hover:text-ink'

/** One delivery in a line; it leads to its run, or to itself while there is none. */
export const LiveRow = ({ row }: { row: DeliveryRow }) => {
  const { run, records } = row
  const parts = (
    <>
      <span className="tabular shrink-0 text-ink">{clockTime(row.receivedAt)}</span>
      <DeliveryBadge of={row} />
      <span className="min-w-0 truncate max-sm:hidden">{row.event?.name ?? row.contentType}</span>
      <span className="tabular shrink-0 text-ink-3 max-md:hidden">{formatSize(row.size)}</span>
      {run !== null && (
        <>
          <span aria-hidden>→</span>
          <span className="sr-only">run</span>
          <DeliveryResultBadge of={row} />
          <span className="tabular shrink-0 text-ink-3">{runTook(run, '')}</span>
        </>
      )}
      {records !== null && (
        <span className="tabular shrink-0 max-sm:hidden">
          {formatCount(records.all, 'record')}
          {records.failed > 0 && `, ${records.failed} failed`}
          {records.cancelled > 0 && `, ${records.cancelled} cancelled`}
        </span>
      )}
    </>
  )
  return (
    <li className="px-2">
      {run === null ? (
        <Link to="/deliveries/$deliveryId" params={{ deliveryId: row.id }} className={linkClass}>
          {parts}
        </Link>
      ) : (
        <Link to="/runs/$runId" params={{ runId: run.id }} className={linkClass}>
          {parts}
        </Link>
      )}
    </li>
  )
}
