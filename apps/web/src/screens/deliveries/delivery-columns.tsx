import { runStatusText, shownFlowName } from '@hookwright/model'
import { RotateCcw } from 'lucide-react'
import type { ListedDelivery } from '../../features/history/api-types.ts'
import { deliveryResult, formatFailed, formatRecords } from '../../features/history/delivery-result.ts'
import { formatDeliveryStatus } from '../../features/history/format-delivery-status.ts'
import { runTook } from '../../features/history/format-run-time.ts'
import { exactTime, formatSize, rowTime } from '../../features/history/format-time.ts'
import { PageLink } from '../../features/history/page-link.tsx'
import type { Column } from '../../features/history/row-table-options.ts'
import { SignedMark } from '../../features/history/signed-mark.tsx'
import { DurationOnSmallScreen, SmallRow } from '../../features/history/small-row.tsx'
import {
  DeliveryBadge,
  DeliveryResultBadge,
  DeliveryStateBadge
} from '../../features/history/status-badges.tsx'
import { inColumn } from '../../features/run-view/format-run.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { formatCount, pluralOf } from '../../kit/page/format-count.ts'

const typeOf = ({ event }: ListedDelivery): string => event?.name ?? 'Unknown event'

const connectorOf = ({ event }: ListedDelivery): string => event?.connectorName ?? 'deleted connector'

const flowOf = ({ flowName }: ListedDelivery): string => shownFlowName(flowName)

/**
 * Returns a short summary of a delivery's records for narrow rows: “2 failed”, “5 records”. The row shows the
 * state separately.
 */
const shortRecords = ({ all, failed, cancelled, open }: NonNullable<ListedDelivery['records']>): string => {
  if (failed > 0) return `${failed} failed`
  if (cancelled > 0) return `${cancelled} cancelled`
  return open > 0 ? `${open} open` : formatCount(all, 'record')
}

/** Returns why a delivery did not run; null if it ran or will run. The text follows the word “since”. */
const whyNoRun = ({ status }: ListedDelivery): string | null =>
  status.is === 'refused' || status.is === 'filtered' ? status.why : null

/** Returns the reason why a delivery did not run or its run failed; null without a reason. */
const reasonOf = (row: ListedDelivery): string | null => (row.run === null ? whyNoRun(row) : row.failure)

/** Returns true if the row of a delivery has a second line with a reason. */
export const hasReason = (row: ListedDelivery): boolean => reasonOf(row) !== null

/** Text before the state of a delivery: the results of its records or replays, and the number of replays. */
const AboutState = ({ row, tabIndex }: { row: ListedDelivery; tabIndex: 0 | -1 }) => {
  const { records, replays } = row
  const failed = formatFailed(row)
  return (
    <>
      {records === null && failed !== null && (
        <span className="min-w-0 truncate text-small text-ink-2">{failed}</span>
      )}
      {records?.all === 0 && (
        <span className="min-w-0 truncate text-small text-ink-2">{formatRecords(records)}</span>
      )}
      {records !== null && records.all > 0 && (
        <PageLink
          href={`/runs?delivery=${row.id}`}
          tabIndex={tabIndex}
          label={formatRecords(records)}
          className="min-w-0 truncate text-small text-ink-2"
        >
          {shortRecords(records)}
        </PageLink>
      )}
      {replays > 0 && (
        <span
          className="tabular flex shrink-0 items-center gap-0.5 text-small text-ink-3"
          title={`Replayed ${formatCount(replays, 'time')}`}
        >
          <RotateCcw aria-hidden className="size-3" strokeWidth={2} />
          {replays}
          <span className="sr-only">{pluralOf(replays, 'replay', 'replays')}</span>
        </span>
      )}
    </>
  )
}

/** Badge for the state of a delivery: the state of its runs, or its own state without runs. */
const StateOf = ({ row, tabIndex }: { row: ListedDelivery; tabIndex: 0 | -1 }) => {
  const { run } = row
  if (run === null) return <DeliveryBadge of={row} />
  const failed = formatFailed(row)
  return (
    <PageLink
      href={failed === null ? `/runs/${run.id}` : `/runs?delivery=${row.id}`}
      tabIndex={tabIndex}
      label={failed === null ? `Open the run, ${runStatusText(run.status.is)}` : `Show the runs: ${failed}`}
      className="flex shrink-0"
    >
      <DeliveryResultBadge of={row} />
    </PageLink>
  )
}

/** Formats the duration of the first run. */
const took = ({ run }: ListedDelivery): string => (run === null ? '—' : runTook(run, '—'))

const time: Column<ListedDelivery> = {
  id: 'time',
  label: 'Time',
  track: '120px',
  cell: ({ receivedAt }) => (
    <time dateTime={new Date(receivedAt).toISOString()} title={exactTime(receivedAt)} className="text-ink-2">
      {rowTime(receivedAt, Date.now())}
    </time>
  )
}

const flow: Column<ListedDelivery> = {
  id: 'flow',
  label: 'Flow',
  track: 'minmax(136px, 1.2fr)',
  cell: (row, tabIndex) => (
    <PageLink href={`/flows/${row.flowId}`} tabIndex={tabIndex} className="truncate text-ink-2">
      {flowOf(row)}
    </PageLink>
  )
}

const ReasonLine = ({ row }: { row: ListedDelivery }) => {
  const reason = reasonOf(row)
  return reason === null ? null : (
    <span className="truncate text-small text-ink-2 first-letter:uppercase" title={reason}>
      {inColumn(reason)}
    </span>
  )
}

const aboutOf = (row: ListedDelivery): string =>
  `${typeOf(row)} · ${connectorOf(row)}${row.subject === null ? '' : ` · ${row.subject}`}`

const type: Column<ListedDelivery> = {
  id: 'type',
  label: 'Event',
  track: 'minmax(200px, 2.2fr)',
  cell: row => (
    <span className="flex min-w-0 items-center gap-3">
      {row.event !== null && (
        <ConnectorMark connectorId={row.event.connectorId} name={row.event.connectorName} size={20} />
      )}
      <span className="flex min-w-0 flex-col">
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate" title={aboutOf(row)}>
            {/* The subject first, since it is what differs from row to row. */}
            <span className="text-label">{row.subject ?? typeOf(row)}</span>
            {row.subject === null ? (
              <span className="text-ink-3"> · {connectorOf(row)}</span>
            ) : (
              <span className="text-ink-2">&ensp;{typeOf(row)}</span>
            )}
          </span>
          <SignedMark signed={row.signed} />
        </span>
        <ReasonLine row={row} />
      </span>
    </span>
  )
}

const size: Column<ListedDelivery> = {
  id: 'size',
  label: 'Size',
  track: '68px',
  end: true,
  cell: row => <span className="tabular text-ink-2">{formatSize(row.size)}</span>
}

const duration: Column<ListedDelivery> = {
  id: 'took',
  label: 'Duration',
  track: '72px',
  end: true,
  cell: row => <span className="tabular text-ink-2">{took(row)}</span>
}

const state: Column<ListedDelivery> = {
  id: 'state',
  label: 'State',
  track: 'minmax(104px, 0.3fr)',
  end: true,
  cell: (row, tabIndex) => (
    <span className="flex min-w-0 items-center justify-end gap-2">
      <AboutState row={row} tabIndex={tabIndex} />
      <StateOf row={row} tabIndex={tabIndex} />
    </span>
  )
}

/**
 * Returns the columns of the delivery list: of all flows or of one. Beside the panel of a delivery, the event
 * has the room of the size.
 */
export const deliveryColumns = ({
  ofFlow,
  isBesidePanel
}: {
  ofFlow: boolean
  isBesidePanel: boolean
}): readonly Column<ListedDelivery>[] => [
  time,
  type,
  ...(ofFlow ? [] : [flow]),
  ...(isBesidePanel ? [] : [size]),
  duration,
  state
]

const stateWordOf = (row: ListedDelivery): string => {
  const result = deliveryResult(row)
  return result === null ? formatDeliveryStatus(row) : runStatusText(result)
}

/** Returns the accessible name of a delivery's link. */
export const nameOfDelivery = (row: ListedDelivery): string =>
  [typeOf(row), row.subject, stateWordOf(row), rowTime(row.receivedAt, Date.now())]
    .filter(part => part !== null)
    .join(', ')

/** Row height of a delivery on a small screen, in pixels. */
export const SMALL_DELIVERY = 56

/** Renders a delivery on a small screen: two lines next to the connector's icon. */
export const smallDelivery = (row: ListedDelivery) => {
  const { run, records, subject } = row
  const hasSucceeded = run !== null && deliveryResult(row) === 'succeeded'
  const reason = reasonOf(row)
  return (
    <SmallRow
      event={row.event}
      title={subject ?? typeOf(row)}
      signed={row.signed}
      state={hasSucceeded ? <DurationOnSmallScreen took={took(row)} /> : <DeliveryStateBadge of={row} />}
      // A reason needs the room of the event.
      about={[subject === null || reason !== null ? null : typeOf(row), rowTime(row.receivedAt, Date.now())]}
      end={reason ?? (records === null ? flowOf(row) : formatRecords(records))}
    />
  )
}
