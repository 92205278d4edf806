import { runStatusText, shownFlowName, timeOfRun } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { TriangleAlert } from 'lucide-react'
import type { ListedRun } from '../../features/history/api-types.ts'
import { runTook } from '../../features/history/format-run-time.ts'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { MeasureBar } from '../../features/history/measure-bar.tsx'
import { PageLink } from '../../features/history/page-link.tsx'
import type { Column } from '../../features/history/row-table-options.ts'
import { SignedMark } from '../../features/history/signed-mark.tsx'
import { DurationOnSmallScreen, SmallRow } from '../../features/history/small-row.tsx'
import { RunBadge } from '../../features/history/status-badges.tsx'
import { CardDashes, MOST_DASHES } from '../../features/run-view/card-dashes.tsx'
import {
  inColumn,
  runKindLabels,
  shortUnfitOutputsOf,
  unfitOutputsOf
} from '../../features/run-view/format-run.ts'
import { formatWaiting } from '../../features/run-view/format-waiting.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { dashOf, formatCards } from './format-cards.ts'

const flowOf = ({ flowName, forFlow }: ListedRun): string => shownFlowName(forFlow ?? flowName)

/**
 * Describes what started a run: “User created · record 3 · replay”. Without an event, the text begins with
 * the kind of run.
 */
const eventOf = ({ kind, event, forFlow, helper, deliveryId, recordIndex, replayOf }: ListedRun): string => {
  if (helper !== null) return `Helper: ${helper.name ?? 'Unnamed flow'}`
  const unknown = deliveryId === null ? runKindLabels[kind] : 'Unknown event'
  const at = forFlow === null || event === null ? '' : ` at ${event.connectorName}`
  const began = kind === 'flow' ? (event?.name ?? unknown) : `${runKindLabels[kind]}${at}`
  const of = recordIndex === null ? '' : ` · record ${recordIndex + 1}`
  return `${began}${of}${replayOf === null ? '' : ' · replay'}`
}

const tookOf = (run: ListedRun): string => runTook(run, '—')

const whyOf = ({ status }: ListedRun): string => {
  if (status.is === 'failed') return status.fault.message
  if (status.is === 'waiting') return formatWaiting(status, Date.now())
  if (status.is === 'on-hold' || status.is === 'cancelled') return status.why ?? ''
  return unfitOutputsOf(status) ?? ''
}

/**
 * Warning icon for a run that succeeded although values did not fit their types. Renders nothing for other
 * runs.
 */
const UnfitMark = ({ row: { status } }: { row: ListedRun }) =>
  unfitOutputsOf(status) !== null && (
    <TriangleAlert aria-hidden className="mr-1 mb-0.5 inline size-3 shrink-0 text-warn" strokeWidth={2} />
  )

const time: Column<ListedRun> = {
  id: 'time',
  label: 'Started',
  track: '120px',
  cell: ({ startedAt }) => (
    <time dateTime={new Date(startedAt).toISOString()} title={exactTime(startedAt)} className="text-ink-2">
      {rowTime(startedAt, Date.now())}
    </time>
  )
}

/**
 * Second line of a row with the reason for the run's state, such as its failure. Renders nothing without a
 * reason.
 */
const WhyLine = ({ row }: { row: ListedRun }) => {
  const why = whyOf(row)
  return why === '' ? null : (
    <span className="truncate text-small text-ink-2" title={why}>
      <UnfitMark row={row} />
      {inColumn(why)}
    </span>
  )
}

const flow: Column<ListedRun> = {
  id: 'flow',
  label: 'Flow',
  track: 'minmax(140px, 1.2fr)',
  cell: row => <span className="truncate text-ink-2">{flowOf(row)}</span>
}

/** Event of a run, as a link to its delivery. A run without a delivery has only text. */
const EventOf = ({ row, tabIndex }: { row: ListedRun; tabIndex: 0 | -1 }) =>
  row.deliveryId === null ? (
    <span className={cx('truncate', row.subject === null ? 'text-label' : 'text-ink-2')}>{eventOf(row)}</span>
  ) : (
    <PageLink
      href={`/deliveries/${row.deliveryId}`}
      tabIndex={tabIndex}
      label={`Open the delivery, ${eventOf(row)}`}
      className={cx('truncate', row.subject === null ? 'text-label' : 'text-ink-2')}
    >
      {eventOf(row)}
    </PageLink>
  )

/** Column of the event. It starts with the event's subject, since the subject differs from row to row. */
const type: Column<ListedRun> = {
  id: 'type',
  label: 'Event',
  track: 'minmax(200px, 2.4fr)',
  cell: (row, tabIndex) => (
    <span className="flex min-w-0 items-center gap-3">
      {row.event === null ? (
        <span className="size-5 shrink-0" />
      ) : (
        <ConnectorMark connectorId={row.event.connectorId} name={row.event.connectorName} size={20} />
      )}
      <span className="flex min-w-0 flex-col">
        <span className="flex min-w-0 items-center gap-2">
          {row.subject !== null && (
            <span className="truncate text-label" title={row.subject}>
              {row.subject}
            </span>
          )}
          <EventOf row={row} tabIndex={tabIndex} />
          <SignedMark signed={row.signed} />
        </span>
        <WhyLine row={row} />
      </span>
    </span>
  )
}

/** Dash for each card of a run, or the number of cards if there are many. Renders nothing if they are unknown. */
const Steps = ({ row: { cards } }: { row: ListedRun }) => {
  if (cards === null) return null
  const text = formatCards(cards)
  const hasDashes = cards.length <= MOST_DASHES
  return (
    <span title={text} className="flex min-w-0 grow items-center">
      {hasDashes && <CardDashes dashes={cards.map(dashOf)} />}
      <span className={hasDashes ? 'sr-only' : 'tabular truncate text-small text-ink-3'}>{text}</span>
    </span>
  )
}

const steps: Column<ListedRun> = {
  id: 'steps',
  label: 'Steps',
  track: '88px',
  cell: row => <Steps row={row} />
}

/** Returns the duration of a run in milliseconds, for its bar; null until the run ends. */
export const measureOfRun = (row: ListedRun): number | null => timeOfRun(row).took

const took: Column<ListedRun> = {
  id: 'took',
  label: 'Duration',
  track: '136px',
  end: true,
  cell: row => (
    <span className="tabular flex min-w-0 items-center gap-3 text-ink-2">
      <MeasureBar value={measureOfRun(row)} className="w-12" />
      <span className="min-w-16 text-right">{tookOf(row)}</span>
    </span>
  )
}

const status: Column<ListedRun> = {
  id: 'status',
  label: 'State',
  track: '120px',
  end: true,
  cell: row => <RunBadge status={row.status} />
}

/**
 * Returns the columns of the run list: of all flows or of one. A list without much room has no steps, which
 * the page of the run shows.
 */
export const runColumns = ({
  ofFlow,
  isWide
}: {
  ofFlow: boolean
  isWide: boolean
}): readonly Column<ListedRun>[] => [
  time,
  type,
  ...(ofFlow ? [] : [flow]),
  ...(isWide ? [steps] : []),
  took,
  status
]

/**
 * Returns the accessible name of a run's link: event, subject, flow, status and start time, separated by
 * commas.
 */
export const nameOfRun = (row: ListedRun): string =>
  [
    eventOf(row),
    row.subject,
    flowOf(row),
    runStatusText(row.status.is),
    unfitOutputsOf(row.status)?.slice(0, -1) ?? null,
    rowTime(row.startedAt, Date.now())
  ]
    .filter(part => part !== null)
    .join(', ')

/** Returns true if the row of a run has a second line with a reason. */
export const hasReason = (row: ListedRun): boolean => whyOf(row) !== ''

/** Row height of a run on a small screen, in pixels. */
export const SMALL_RUN = 56

/** Renders a run on a small screen: two lines next to the connector's icon. */
export const smallRun = (row: ListedRun) => {
  const why = whyOf(row)
  const unfit = shortUnfitOutputsOf(row.status)
  return (
    <SmallRow
      event={row.event}
      title={row.subject ?? eventOf(row)}
      signed={row.signed}
      state={
        row.status.is === 'succeeded' ? (
          <DurationOnSmallScreen took={tookOf(row)} />
        ) : (
          <RunBadge status={row.status} />
        )
      }
      // A reason needs the room of the event.
      about={[row.subject === null || why !== '' ? null : eventOf(row), rowTime(row.startedAt, Date.now())]}
      end={
        unfit === null ? (
          why === '' ? (
            flowOf(row)
          ) : (
            inColumn(why)
          )
        ) : (
          <>
            <UnfitMark row={row} />
            {unfit} · {flowOf(row)}
          </>
        )
      }
    />
  )
}
