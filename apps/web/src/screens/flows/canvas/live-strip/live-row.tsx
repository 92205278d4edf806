import { hasEnded } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { useStore } from 'zustand'
import { useCanvas } from '../../../../features/canvas/use-canvas.tsx'
import type { ListedDelivery } from '../../../../features/history/api-types.ts'
import { runTook } from '../../../../features/history/format-run-time.ts'
import { formatSize, rowTime } from '../../../../features/history/format-time.ts'
import { DeliveryBadge, DeliveryResultBadge } from '../../../../features/history/status-badges.tsx'
import { formatCount } from '../../../../kit/page/format-count.ts'
import { CardTrack } from './card-track.tsx'

const linkClass =
  'grid h-8 grid-cols-[5.5rem_minmax(0,1fr)_5.5rem_8rem_4rem] items-center gap-x-4 px-4 text-small text-ink-2 -outline-offset-2 hover:bg-hover hover:text-ink max-md:h-10 max-md:grid-cols-[auto_minmax(0,1fr)_auto]'

/** Row of a delivery with a link to its run. Before the run starts, the link opens the delivery. */
export const LiveRow = ({ row }: { row: ListedDelivery }) => {
  const { run, records } = row
  const name = row.event?.name ?? row.contentType
  const isOver = run !== null && hasEnded(run.status)
  const parts = (
    <>
      <span className="tabular text-ink">{rowTime(row.receivedAt, Date.now())}</span>
      <span className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 truncate font-medium text-ink">{row.subject ?? name}</span>
        {row.subject !== null && <span className="min-w-0 truncate max-sm:hidden">{name}</span>}
        <span className="tabular shrink-0 text-ink-3 max-sm:hidden">{formatSize(row.size)}</span>
        {records !== null && (
          <span className="tabular shrink-0 max-sm:hidden">
            {formatCount(records.all, 'record')}
            {records.failed > 0 && `, ${records.failed} failed`}
            {records.cancelled > 0 && `, ${records.cancelled} cancelled`}
          </span>
        )}
      </span>
      <span className="max-md:hidden">{run !== null && <CardTrack runId={run.id} isOver={isOver} />}</span>
      <span className="flex max-md:justify-end">
        {run === null ? <DeliveryBadge of={row} /> : <DeliveryResultBadge of={row} />}
      </span>
      <span className="tabular text-right text-ink-3 max-md:hidden">{run !== null && runTook(run, '')}</span>
    </>
  )
  const canvas = useCanvas()
  // Its values are those on the cards.
  const isShown = useStore(canvas.run, ({ values, shown }) => values && shown?.past === run?.id)
  const look = cx(linkClass, isShown && run !== null && 'bg-accent-soft')
  return (
    <li className="border-line not-first:border-t">
      {run === null ? (
        <Link to="/deliveries/$deliveryId" params={{ deliveryId: row.id }} className={look}>
          {parts}
        </Link>
      ) : (
        <Link
          to="/runs/$runId"
          params={{ runId: run.id }}
          aria-current={isShown || undefined}
          className={look}
        >
          {parts}
        </Link>
      )}
    </li>
  )
}
