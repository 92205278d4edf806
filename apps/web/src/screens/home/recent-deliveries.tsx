import { shownFlowName } from '@hookwright/model'
import { EmptyState } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { DeliveryBadge, DeliveryResultBadge } from '../../features/history/status-badges.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { newestDeliveries } from './newest-deliveries.ts'

/** List of the latest deliveries of all flows that the person may see. */
export const RecentDeliveries = () => {
  const { data } = useSuspenseQuery(useTrpc().deliveries.list.queryOptions(newestDeliveries))
  const now = Date.now()
  return (
    <section
      aria-labelledby="recent-deliveries"
      className="overflow-hidden rounded-m border border-line bg-surface shadow-1"
    >
      <header className="flex items-center justify-between gap-4 px-4 py-3">
        <h2 id="recent-deliveries" className="text-h1">
          Recent deliveries
        </h2>
        {data.rows.length > 0 && (
          <Link to="/deliveries" className="rounded-xs px-1 text-label text-accent-text hover:underline">
            All deliveries
          </Link>
        )}
      </header>
      {data.rows.length === 0 ? (
        <div className="border-t border-line">
          <EmptyState icon={<Inbox />} title="No deliveries yet">
            Events sent to flows that are on appear here immediately.
          </EmptyState>
        </div>
      ) : (
        <ul className="m-0 list-none p-0">
          {data.rows.map(({ id, receivedAt, event, flowName, status, ...came }) => (
            <li
              key={id}
              className="relative flex items-center gap-4 border-t border-line px-4 py-2 hover:bg-hover max-sm:flex-wrap max-sm:gap-x-3 max-sm:gap-y-0.5"
            >
              <time
                dateTime={new Date(receivedAt).toISOString()}
                title={exactTime(receivedAt)}
                className="tabular w-28 shrink-0 text-body text-ink-2"
              >
                {rowTime(receivedAt, now)}
              </time>
              <span className="flex min-w-0 grow flex-col max-sm:order-1 max-sm:basis-full">
                <Link
                  to="/deliveries/$deliveryId"
                  params={{ deliveryId: id }}
                  className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
                >
                  {event?.name ?? 'Event'}
                </Link>
                <span className="truncate text-small text-ink-3">{shownFlowName(flowName)}</span>
              </span>
              <span className="flex shrink-0 gap-2 max-sm:ml-auto">
                {came.run === null ? (
                  <DeliveryBadge of={{ status, ...came }} />
                ) : (
                  <DeliveryResultBadge of={came} />
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
