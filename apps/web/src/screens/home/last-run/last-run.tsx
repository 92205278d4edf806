import { formatDuration, hasEnded, MINUTE, shownFlowName } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import type { ListedDelivery, OpenedRun } from '../../../features/history/api-types.ts'
import { formatRecords } from '../../../features/history/delivery-result.ts'
import { runTook } from '../../../features/history/format-run-time.ts'
import { DeliveryResultBadge } from '../../../features/history/status-badges.tsx'
import { failureOfRun } from '../../../features/run-view/failure.ts'
import { formatFault } from '../../../features/run-view/format-fault.ts'
import { formatWaiting } from '../../../features/run-view/format-waiting.ts'
import { RunCardMark } from '../../../features/run-view/run-card-mark.tsx'
import { useNow } from '../../../features/switch/use-now.ts'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useCardMarks } from '../../../kit/page/card-band.tsx'
import { clockTime, dayTime, minuteTime } from '../../../kit/page/clock-time.ts'
import { RailGap } from '../../../kit/page/rail-gap.tsx'
import { type RunStop, runStopsOf } from './run-stops.ts'
import { useSpaced } from './use-spaced.ts'
import './last-run.css'

/** Minimum time between two runs on the rail, in milliseconds. It is longer than the animation of a run. */
const SPACING = 5_000

/** Delivery with at least one run. */
export type RunDelivery = ListedDelivery & { run: NonNullable<ListedDelivery['run']> }

const words: Partial<Record<RunStop['status'], string>> = {
  failed: 'failed',
  skipped: 'skipped',
  stopped: 'stopped here',
  waiting: 'waiting'
}

/** Returns true for a run with steps that no longer change by themselves: it has ended or is on hold. */
const isAtRest = ({ run: { status } }: RunDelivery): boolean => hasEnded(status) || status.is === 'on-hold'

const idOfRun = ({ run }: RunDelivery): string => run.id

/** Name, duration and one value of a card. They are below its icon or, on a small screen, next to it. */
const StopWords = ({ stop: { name, status, took, value } }: { stop: RunStop }) => (
  <span className="flex min-w-0 grow flex-col pr-4 max-md:flex-row max-md:items-baseline max-md:gap-3 max-md:pr-0">
    <span className="flex min-w-0 items-baseline gap-1.5 text-small max-md:max-w-3/5 max-md:shrink-0">
      <span
        className={cx(
          'truncate font-medium',
          status === 'failed' ? 'text-err' : status === 'succeeded' ? 'text-ink' : 'text-ink-3'
        )}
      >
        {name}
      </span>
      <span className="run-stop-came tabular shrink-0 text-ink-3">
        {words[status] ?? (took !== null && formatDuration(took))}
      </span>
    </span>
    <span className="run-stop-value min-h-4 truncate font-code text-small text-ink-2 max-md:ml-auto">
      {value}
    </span>
  </span>
)

/**
 * Line from a card to the next one. It is not animated while loading, and dotted if the run did not reach the
 * next card.
 */
const StopRail = ({
  isAtRest,
  isTravelled,
  leftOut
}: {
  isAtRest: boolean
  isTravelled: boolean
  leftOut: number
}) => (
  <RailGap isDown look={isTravelled ? 'done' : isAtRest ? 'rest' : 'dotted'} className="run-rail">
    {isTravelled && (
      <>
        <span className="run-travelled" />
        <span className="run-comet-track">
          <span className="run-comet" />
        </span>
      </>
    )}
    {leftOut > 0 && <span className="run-left-out tabular text-small text-ink-3">+{leftOut}</span>}
  </RailGap>
)

/** Returns the CSS variable with the index of a card, which delays its animation. */
const placeOf = (at: number): CSSProperties & Record<'--at', number> => ({ '--at': at })

/** Rail of a run: its cards with their marks, durations and values. */
const Rail = ({
  delivery,
  open,
  isPlayed
}: {
  delivery: RunDelivery
  /** Opened run; undefined while loading, while the run is in progress, and if its steps were not stored. */
  open: OpenedRun | undefined
  /** True to animate a run that ended while the page was open. */
  isPlayed: boolean
}) => {
  const { data: flow } = useQuery(useTrpc().flows.summary.queryOptions({ flowId: delivery.flowId }))
  // Its records have runs of their own, which go through the other cards.
  const isSpread = delivery.records !== null && open !== undefined
  const cards = isSpread ? [] : (flow?.cards ?? [])
  const ahead = useCardMarks(cards, 32)
  const { stops, rest } = runStopsOf({
    lines: open?.lines ?? [],
    cards,
    length: isSpread || flow === undefined ? null : (open?.flow.doc.strip.length ?? null),
    subject: delivery.subject
  })
  const outer = open?.lines.filter(({ path }) => path.length === 1) ?? []
  const { is } = delivery.run.status
  const isRunning = is === 'queued' || is === 'running'
  return (
    <ol aria-label="Cards of the last run" className={cx('run-stops', isPlayed && 'run-stops-played')}>
      {stops.map((stop, at) => {
        const line = outer[stop.index]
        const next = stops[at + 1]
        const leftOut = next === undefined ? rest : next.leftOut
        const mark =
          line !== undefined && open !== undefined ? (
            <RunCardMark line={line} open={open} flowId={delivery.flowId} size={32} />
          ) : (
            ahead[stop.index]?.mark
          )
        return (
          <li
            key={stop.key}
            data-status={open === undefined ? 'ahead' : stop.status}
            className="run-stop"
            style={placeOf(at)}
          >
            {(next !== undefined || leftOut > 0) && (
              <StopRail
                isAtRest={open === undefined}
                isTravelled={
                  stop.status !== 'not-reached' &&
                  (next === undefined ? rest === 0 : next.status !== 'not-reached')
                }
                leftOut={leftOut}
              />
            )}
            <span className={cx('run-mark', isRunning && at === 0 && 'run-mark-live')}>{mark}</span>
            <StopWords stop={stop} />
            {stop.status === 'not-reached' && open !== undefined && (
              <span className="sr-only">not reached</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

/** Line below the rail with the cause of a failed run and the next step. */
const FailureLine = ({ open }: { open: OpenedRun }) => {
  const failure = failureOfRun(open)
  if (failure === null) return null
  const { title, tryThis } = formatFault(failure.fault, open.run.kind)
  return (
    <p className="m-0 flex items-start gap-2 text-body text-ink">
      <CircleAlert aria-hidden className="mt-px size-4 shrink-0 text-err" strokeWidth={1.75} />
      <span className="min-w-0 text-pretty">
        <span className="font-medium">
          {failure.where}: {title}.
        </span>{' '}
        <span className="text-ink-2">Next step: {tryThis}</span>
      </span>
    </p>
  )
}

/** Line below the rail with the reason why a run is on hold or waits. */
const RestLine = ({ status }: { status: RunDelivery['run']['status'] }) => {
  const now = useNow(MINUTE)
  if (status.is !== 'on-hold' && status.is !== 'waiting') return null
  return (
    <p className="m-0 text-body text-pretty text-ink-2">
      {status.is === 'waiting' ? formatWaiting(status, now) : `The run is on hold: ${status.why}`}
    </p>
  )
}

/**
 * Rail of the newest run, updated live: its cards in order, each with its duration and one value. The rail
 * links to the run. A run that ends while the page is open is animated once.
 */
export const LastRun = ({ newest }: { newest: RunDelivery }) => {
  const [early] = useState(() => (isAtRest(newest) ? newest.run.id : null))
  const delivery = useSpaced(newest, SPACING, idOfRun)
  const { run, event, subject, receivedAt, flowName, records } = delivery
  const isDrawn = isAtRest(delivery)
  const { data, error } = useQuery({
    ...useTrpc().runs.open.queryOptions({ runId: run.id }),
    enabled: isDrawn,
    // What has ended stays as it is; only its neighbours change.
    staleTime: Number.POSITIVE_INFINITY,
    // A whole run may be large, and the next one takes its place.
    gcTime: 0
  })
  const open = isDrawn ? data : undefined
  const drawn = open?.run.steps == null ? undefined : open
  const name = event?.name ?? 'Event'
  const format = dayTime(receivedAt) === dayTime(Date.now()) ? clockTime : minuteTime
  return (
    <section
      aria-labelledby="last-run"
      className="relative isolate flex min-h-34 flex-col gap-3 border-t border-line px-4 pt-3 pb-4 max-md:min-h-56"
    >
      <header className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
        <h2 id="last-run" className="sr-only">
          Last run
        </h2>
        <Link
          to="/runs/$runId"
          params={{ runId: run.id }}
          className="min-w-0 truncate rounded-xs text-h3 text-ink decoration-1 underline-offset-4 after:absolute after:inset-0 after:z-1 hover:underline"
        >
          {subject ?? name}
        </Link>
        <span className="min-w-0 truncate text-body text-ink-2 max-md:hidden">
          {subject !== null && `${name} · `}
          {shownFlowName(flowName)}
          {records !== null && ` · ${formatRecords(records)}`}
        </span>
        <span className="tabular ml-auto flex items-center gap-3 text-small text-ink-3">
          <time dateTime={new Date(receivedAt).toISOString()}>{format(receivedAt)}</time>
          {hasEnded(run.status) && (
            <span className="text-label text-ink">
              <span className="sr-only">Duration </span>
              {runTook(run, '')}
            </span>
          )}
          <DeliveryResultBadge of={delivery} />
        </span>
      </header>
      {isDrawn && open === undefined && error !== null ? (
        <p className="m-0 text-body text-ink-2">{faultOf(error).message}</p>
      ) : (
        <Rail
          key={`${run.id}-${drawn !== undefined}`}
          delivery={delivery}
          open={drawn}
          isPlayed={drawn !== undefined && run.id !== early}
        />
      )}
      {open !== undefined && run.status.is === 'failed' && <FailureLine open={open} />}
      <RestLine status={run.status} />
    </section>
  )
}
