import { shownFlowName } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { clockTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { moreClass, NothingHere, PagePart } from '../../kit/page/page-part.tsx'
import { runTook } from './format-run-time.ts'
import { exactTime, rowTime } from './format-time.ts'
import { newestDeliveries } from './newest-deliveries.ts'
import { DeliveryBadge, DeliveryResultBadge } from './status-badges.tsx'

/** List of the latest deliveries of all flows that the person may see. */
export const RecentDeliveries = () => {
  const { data } = useSuspenseQuery(useTrpc().deliveries.list.queryOptions(newestDeliveries))
  const now = Date.now()
  return (
    <PagePart
      id="recent-deliveries"
      title="Recent deliveries"
      more={
        data.rows.length > 0 && (
          <Link to="/deliveries" className={moreClass}>
            All deliveries
          </Link>
        )
      }
    >
      {data.rows.length === 0 ? (
        <NothingHere title="No deliveries yet">
          Events sent to flows that are on appear here immediately.
        </NothingHere>
      ) : (
        <ul className="m-0 list-none p-0">
          {data.rows.map(({ id, receivedAt, event, subject, flowName, status, ...came }) => (
            <li
              key={id}
              className="relative isolate flex min-h-9 items-center gap-3 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover"
            >
              <time
                dateTime={new Date(receivedAt).toISOString()}
                title={exactTime(receivedAt)}
                className="tabular shrink-0 text-body text-ink-2 max-sm:order-3"
              >
                <span className="max-sm:hidden">{rowTime(receivedAt, now)}</span>
                <span aria-hidden className="sm:hidden">
                  {clockTime(receivedAt)}
                </span>
              </time>
              {event !== null && (
                <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={20} />
              )}
              <span
                className={cx('flex min-w-0 grow items-baseline gap-2', subject !== null && 'max-sm:gap-0')}
              >
                <Link
                  to="/deliveries/$deliveryId"
                  params={{ deliveryId: id }}
                  className="max-w-full shrink-0 truncate rounded-xs text-label text-ink after:absolute after:inset-0"
                >
                  <span className={cx(subject !== null && 'max-sm:sr-only')}>{event?.name ?? 'Event'}</span>
                </Link>
                <span
                  className="truncate text-body text-ink-2 max-sm:text-ink"
                  title={shownFlowName(flowName)}
                >
                  {subject ?? shownFlowName(flowName)}
                </span>
              </span>
              <span className="flex w-24 shrink-0 max-sm:w-auto">
                {came.run === null ? (
                  <DeliveryBadge of={{ status, ...came }} />
                ) : (
                  <DeliveryResultBadge of={came} />
                )}
              </span>
              <span className="tabular w-16 shrink-0 text-right text-body text-ink-2 max-sm:hidden">
                {came.run === null ? '—' : runTook(came.run, '')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </PagePart>
  )
}
