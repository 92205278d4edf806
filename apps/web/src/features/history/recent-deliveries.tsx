import { type Id, shownFlowName } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { clockTime, dayTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { EmptySection, moreClass, PagePart } from '../../kit/page/page-part.tsx'
import { deliveryResult } from './delivery-result.ts'
import { runTook } from './format-run-time.ts'
import { exactTime } from './format-time.ts'
import { newestDeliveries } from './newest-deliveries.ts'
import { DeliveryBadge, DeliveryResultBadge } from './status-badges.tsx'
import './history.css'

/**
 * List of the newest deliveries that the person may see, optionally limited to a connector.
 *
 * Each row has the event, its flow and the result. A new delivery is highlighted briefly.
 */
export const RecentDeliveries = ({
  connectorId,
  limit = newestDeliveries.limit
}: {
  /** Id of the connector; omitted for all connectors. */
  connectorId?: Id
  limit?: number
}) => {
  const { data } = useSuspenseQuery(
    useTrpc().deliveries.list.queryOptions({ limit, ...(connectorId !== undefined && { connectorId }) })
  )
  const [early] = useState(() => new Set(data.rows.map(({ id }) => id)))
  const today = dayTime(Date.now())
  // A name that all rows share says nothing of any.
  const isOneFlow = new Set(data.rows.map(({ flowId }) => flowId)).size === 1
  return (
    <PagePart
      id="recent-deliveries"
      title="Recent deliveries"
      more={
        data.rows.length > 0 && (
          <Link
            to="/deliveries"
            search={connectorId === undefined ? {} : { connector: connectorId }}
            className={moreClass}
          >
            All deliveries
          </Link>
        )
      }
    >
      {data.rows.length === 0 ? (
        <EmptySection title="No deliveries yet">
          Events sent to flows that are on appear here immediately.
        </EmptySection>
      ) : (
        <ul className="m-0 list-none p-0">
          {data.rows.map(({ id, receivedAt, event, subject, flowName, status, ...came }) => {
            const name = event?.name ?? 'Event'
            const isPlain = came.run !== null && deliveryResult(came) === 'succeeded'
            return (
              <li
                key={id}
                className={cx(
                  'relative isolate flex min-h-13 items-center gap-3 border-b border-line py-1.5 before:absolute before:inset-y-0 before:-inset-x-2 before:-z-1 before:rounded-s hover:before:bg-hover',
                  !early.has(id) && 'row-fresh'
                )}
              >
                {event !== null && (
                  <ConnectorMark connectorId={event.connectorId} name={event.connectorName} size={28} />
                )}
                <span className="flex min-w-0 grow flex-col">
                  <Link
                    to="/deliveries/$deliveryId"
                    params={{ deliveryId: id }}
                    className="w-fit max-w-full truncate rounded-xs text-label text-ink after:absolute after:inset-0"
                  >
                    {subject ?? name}
                  </Link>
                  <span className="truncate text-small text-ink-3">
                    {[subject === null ? null : name, isOneFlow ? null : shownFlowName(flowName)]
                      .filter(part => part !== null)
                      .join(' · ') || shownFlowName(flowName)}
                  </span>
                </span>
                <span className={cx('flex shrink-0', isPlain && 'max-sm:hidden')}>
                  {came.run === null ? (
                    <DeliveryBadge of={{ status, ...came }} />
                  ) : (
                    <DeliveryResultBadge of={came} />
                  )}
                </span>
                <span className="tabular flex w-20 shrink-0 flex-col text-right text-small text-ink-3">
                  <span className="flex items-center justify-end gap-1 text-body text-ink-2">
                    {isPlain && (
                      <Check
                        aria-label="Succeeded"
                        role="img"
                        className="size-3 text-ok sm:hidden"
                        strokeWidth={2}
                      />
                    )}
                    {came.run === null ? '—' : runTook(came.run, '')}
                  </span>
                  <time dateTime={new Date(receivedAt).toISOString()} title={exactTime(receivedAt)}>
                    {dayTime(receivedAt) === today ? clockTime(receivedAt) : dayTime(receivedAt)}
                  </time>
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </PagePart>
  )
}
