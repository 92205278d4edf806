import { runStatusText, shownFlowName } from '@hookwright/model'
import type { ListedRun } from '../../features/history/api-types.ts'
import { runTook } from '../../features/history/format-run-time.ts'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { PageLink } from '../../features/history/page-link.tsx'
import type { Column } from '../../features/history/row-table-given.ts'
import { SignedMark } from '../../features/history/signed-mark.tsx'
import { RunBadge } from '../../features/history/status-badges.tsx'
import { inColumn, runKindLabels } from '../../features/run-view/format-run.ts'
import { formatWaiting } from '../../features/run-view/format-waiting.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'

const flowOf = ({ flowName }: ListedRun): string => shownFlowName(flowName)

/** Formats the kind of a run, with its helper flow or record number. */
const kindOf = ({ kind, helper, recordIndex, replayOf }: ListedRun): string => {
  if (helper !== null) return `Helper · ${helper.name ?? 'Unnamed flow'}`
  const of = recordIndex === null ? '' : ` · record ${recordIndex + 1}`
  return `${runKindLabels[kind]}${of}${replayOf === null ? '' : ' · replay'}`
}

const tookOf = (run: ListedRun): string => runTook(run, '—')

const whyOf = ({ status }: ListedRun): string => {
  if (status.is === 'failed') return status.fault.message
  if (status.is === 'waiting') return formatWaiting(status, Date.now())
  return status.is === 'on-hold' || status.is === 'cancelled' ? (status.why ?? '') : ''
}

const time: Column<ListedRun> = {
  id: 'time',
  label: 'Started',
  track: '120px',
  cell: ({ startedAt }) => (
    <time dateTime={new Date(startedAt).toISOString()} title={exactTime(startedAt)}>
      {rowTime(startedAt, Date.now())}
    </time>
  )
}

const flow: Column<ListedRun> = {
  id: 'flow',
  label: 'Flow',
  track: 'minmax(160px, 1.6fr)',
  cell: row => (
    <span className="flex min-w-0 items-center gap-2">
      {row.event !== null && (
        <ConnectorMark connectorId={row.event.connectorId} name={row.event.connectorName} size={20} />
      )}
      <span className="truncate text-label">{flowOf(row)}</span>
    </span>
  )
}

const others: Column<ListedRun>[] = [
  {
    id: 'kind',
    label: 'Kind',
    track: 'minmax(88px, 0.8fr)',
    cell: row => (
      <span className="truncate" title={kindOf(row)}>
        {kindOf(row)}
      </span>
    )
  },
  {
    id: 'type',
    label: 'Event',
    track: 'minmax(100px, 0.8fr)',
    cell: ({ event, deliveryId, signed }, tabIndex) =>
      deliveryId === null ? (
        <span className="text-ink-3">—</span>
      ) : (
        <span className="flex min-w-0 items-center gap-1.5">
          <PageLink
            href={`/deliveries/${deliveryId}`}
            tabIndex={tabIndex}
            label={`Open its delivery, ${event?.name ?? 'an unknown event'}`}
            className="truncate"
          >
            {event?.name ?? 'Unknown event'}
          </PageLink>
          <SignedMark signed={signed} />
        </span>
      )
  },
  {
    id: 'why',
    label: 'Why',
    track: 'minmax(140px, 1.8fr)',
    cell: row => (
      <span className="truncate text-ink-2" title={whyOf(row)}>
        {inColumn(whyOf(row))}
      </span>
    )
  },
  {
    id: 'took',
    label: 'Duration',
    track: '72px',
    end: true,
    cell: row => <span className="tabular">{tookOf(row)}</span>
  }
]

const status: Column<ListedRun> = {
  id: 'status',
  label: 'Status',
  track: '112px',
  end: true,
  cell: row => <RunBadge status={row.status} />
}

/** The columns of all runs. */
export const runColumns: readonly Column<ListedRun>[] = [time, flow, ...others, status]

/** The columns of those of one flow. */
export const runColumnsOfFlow: readonly Column<ListedRun>[] = [time, ...others, status]

/** Returns the accessible name of a run's link. */
export const nameOfRun = (row: ListedRun): string =>
  `${kindOf(row)} of ${flowOf(row)}, ${runStatusText(row.status.is)}, ${rowTime(row.startedAt, Date.now())}`

/** Row height of a run on a small screen, in pixels. */
export const SMALL_RUN = 84

/** A run on a small screen, in three lines. */
export const smallRun = (row: ListedRun) => (
  <span className="flex min-w-0 flex-col gap-1">
    <span className="flex min-w-0 items-center gap-2">
      <span className="min-w-0 grow truncate text-label text-ink">{flowOf(row)}</span>
      <SignedMark signed={row.signed} />
      <RunBadge status={row.status} />
    </span>
    <span className="truncate text-small text-ink-2">
      {kindOf(row)}
      {row.event !== null && ` · ${row.event.name}`}
      {whyOf(row) !== '' && ` · ${inColumn(whyOf(row))}`}
    </span>
    <span className="tabular truncate text-small text-ink-3">
      {rowTime(row.startedAt, Date.now())}
      {row.finishedAt !== null && ` · ${tookOf(row)}`}
    </span>
  </span>
)
