import { formatDuration, hasEnded, shownFlowName } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleAlert } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import type { ListedDelivery, OpenedRun } from '../../../features/history/api-types.ts'
import { runTook } from '../../../features/history/format-run-time.ts'
import { exactTime } from '../../../features/history/format-time.ts'
import { RunBadge } from '../../../features/history/status-badges.tsx'
import { failureOfRun } from '../../../features/run-view/failure.ts'
import { formatFault } from '../../../features/run-view/format-fault.ts'
import { RunCardMark } from '../../../features/run-view/run-card-mark.tsx'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useCardMarks } from '../../../kit/page/card-band.tsx'
import { clockTime, dayTime, minuteTime } from '../../../kit/page/clock-time.ts'
import { type RunStop, runStopsOf } from './run-stops.ts'
import { useSpaced } from './use-spaced.ts'
import './last-run.css'

/** Time between two runs on the rail in milliseconds, in which the animation of the first one ends. */
const SPACING = 2_000

/** Delivery whose first run is on the rail. */
export type RunDelivery = ListedDelivery & { run: NonNullable<ListedDelivery['run']> }

/** Name of a card, its duration and one value, below its mark or, on a small screen, beside it. */
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
        {status === 'failed'
          ? 'failed'
          : status === 'skipped'
            ? 'skipped'
            : took !== null && formatDuration(took)}
      </span>
    </span>
    <span
      className="run-stop-value min-h-4 truncate font-code text-small text-ink-2 max-md:ml-auto"
      title={value ?? undefined}
    >
      {value}
    </span>
  </span>
)

/** Line from a card to the next one: at rest before the run is known, dotted where it did not go. */
const StopRail = ({
  isAtRest,
  isTravelled,
  leftOut
}: {
  isAtRest: boolean
  isTravelled: boolean
  leftOut: number
}) => (
  <span aria-hidden className={cx('run-rail', (isAtRest || isTravelled) && 'run-rail-solid')}>
    {isTravelled && (
      <>
        <span className="run-travelled" />
        <span className="run-comet-track">
          <span className="run-comet" />
        </span>
      </>
    )}
    {leftOut > 0 && <span className="run-left-out tabular text-small text-ink-3">+{leftOut}</span>}
  </span>
)

/** Returns the style of the card at a place, which the animation reaches after those before it. */
const placeOf = (at: number): CSSProperties & Record<'--at', number> => ({ '--at': at })

/** Rail of a run: its cards with their marks, durations and values. */
const Rail = ({
  delivery,
  open,
  isPlayed
}: {
  delivery: RunDelivery
  /** Undefined while it is loaded, and while the run is in progress. */
  open: OpenedRun | undefined
  /** True to animate a run that ended while the page was open. */
  isPlayed: boolean
}) => {
  const { data: flow } = useQuery(useTrpc().flows.summary.queryOptions({ flowId: delivery.flowId }))
  const ahead = useCardMarks(flow?.cards ?? [], 32)
  const stops = runStopsOf({
    lines: open?.lines ?? [],
    cards: flow?.cards ?? [],
    subject: delivery.subject ?? delivery.event?.name ?? null
  })
  const outer = open?.lines.filter(({ path }) => path.length === 1) ?? []
  const isRunning = !hasEnded(delivery.run.status)
  const hasSucceeded = delivery.run.status.is === 'succeeded' && open !== undefined
  return (
    <ol aria-label="Cards of the last run" className={cx('run-stops', isPlayed && 'run-stops-played')}>
      {stops.map((stop, at) => {
        const line = outer[stop.index]
        const next = stops[at + 1]
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
            {(next !== undefined || hasSucceeded) && (
              <StopRail
                isAtRest={open === undefined}
                isTravelled={
                  stop.status !== 'not-reached' && (next === undefined || next.status !== 'not-reached')
                }
                leftOut={next?.leftOut ?? 0}
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
      {hasSucceeded && (
        <li
          className="run-end tabular text-h3 leading-8 text-ink max-md:leading-5"
          style={placeOf(stops.length)}
        >
          <span className="sr-only">Duration </span>
          {runTook(delivery.run, '')}
        </li>
      )}
    </ol>
  )
}

/** Cause of a failed run and the next step, below its rail. */
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

/**
 * Newest run as a rail, live: its cards in order, each with its duration and one value. The whole of it is a link to the run. A
 * run that ends while the page is open is played once.
 */
export const LastRun = ({ newest }: { newest: RunDelivery }) => {
  const [early] = useState(() => (hasEnded(newest.run.status) ? newest.run.id : null))
  const delivery = useSpaced(newest, SPACING)
  const { run, event, subject, receivedAt, flowName } = delivery
  const isOver = hasEnded(run.status)
  const { data } = useQuery({
    ...useTrpc().runs.open.queryOptions({ runId: run.id }),
    enabled: isOver,
    // What has ended stays as it is; only its neighbours change.
    staleTime: Number.POSITIVE_INFINITY
  })
  const open = isOver ? data : undefined
  const name = event?.name ?? 'Event'
  const format = dayTime(receivedAt) === dayTime(Date.now()) ? clockTime : minuteTime
  return (
    <section
      aria-labelledby="last-run"
      className="relative flex min-h-36 flex-col gap-3 border-t border-line px-4 py-3 max-md:min-h-56"
    >
      <header className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
        <h2 id="last-run" className="sr-only">
          Last run
        </h2>
        <Link
          to="/runs/$runId"
          params={{ runId: run.id }}
          className="min-w-0 truncate rounded-xs text-h3 text-ink decoration-1 underline-offset-4 after:absolute after:inset-0 hover:underline"
        >
          {subject ?? name}
        </Link>
        <span className="min-w-0 truncate text-body text-ink-2 max-md:hidden">
          {subject !== null && `${name} · `}
          {shownFlowName(flowName)}
        </span>
        <span className="tabular ml-auto flex items-center gap-3 text-small text-ink-3">
          <time dateTime={new Date(receivedAt).toISOString()} title={exactTime(receivedAt)}>
            {format(receivedAt)}
          </time>
          <RunBadge status={run.status} />
        </span>
      </header>
      <Rail
        key={`${run.id}-${open !== undefined}`}
        delivery={delivery}
        open={open}
        isPlayed={open !== undefined && run.id !== early}
      />
      {open !== undefined && run.status.is === 'failed' && <FailureLine open={open} />}
    </section>
  )
}
