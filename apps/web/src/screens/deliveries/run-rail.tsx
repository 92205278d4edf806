import { formatDuration, hasEnded, type RunStatus } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CircleStop, type LucideIcon, SkipForward, Timer, X } from 'lucide-react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { RunCardMark } from '../../features/run-view/run-card-mark.tsx'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useCardMarks } from '../../kit/page/card-band.tsx'
import { RailGap } from '../../kit/page/rail-gap.tsx'
import { type RunStop, runStopsOf } from '../home/last-run/run-stops.ts'

const looks: Record<RunStop['status'], { icon: LucideIcon | null; colour: string; word: string }> = {
  succeeded: { icon: Check, colour: 'text-ok', word: 'succeeded' },
  failed: { icon: X, colour: 'text-err', word: 'failed' },
  skipped: { icon: SkipForward, colour: 'text-ink-3', word: 'skipped' },
  stopped: { icon: CircleStop, colour: 'text-ink-2', word: 'stopped here' },
  waiting: { icon: Timer, colour: 'text-ink-2', word: 'waiting' },
  'not-reached': { icon: null, colour: 'text-ink-3', word: 'not reached' }
}

/** Returns true for a run with steps that no longer change by themselves. */
const isAtRest = (status: RunStatus): boolean => hasEnded(status) || status.is === 'on-hold'

/** Result and duration of a card, below its icon. */
const StopResult = ({ stop: { name, status, took } }: { stop: RunStop }) => {
  const { icon: Icon, colour, word } = looks[status]
  return (
    <span className={cx('tabular inline-flex min-w-0 items-center gap-1 text-small', colour)}>
      {Icon !== null && <Icon aria-hidden className="size-3 shrink-0" strokeWidth={2} />}
      <span className="sr-only">
        {name}, {word}
      </span>
      {took !== null && <span className="truncate font-medium">{formatDuration(took)}</span>}
    </span>
  )
}

/**
 * Rail of a delivery's run: its cards, each with its result and duration. The rail links to the run. Renders
 * nothing for a run without stored steps; its place stays free while they load.
 */
export const RunRail = ({
  delivery: { run, flowId, records }
}: {
  delivery: Pick<OpenedDelivery, 'flowId' | 'records'> & { run: NonNullable<OpenedDelivery['run']> }
}) => {
  const trpc = useTrpc()
  const isDrawn = isAtRest(run.status)
  const { data: open, isPending } = useQuery({
    ...trpc.runs.open.queryOptions({ runId: run.id }),
    enabled: isDrawn,
    // A whole run may be large, and each selected delivery has another one.
    gcTime: 0
  })
  const { data: flow } = useQuery(trpc.flows.summary.queryOptions({ flowId }))
  // Its records have runs of their own, which go through the other cards.
  const cards = records === null ? (flow?.cards ?? []) : []
  const ahead = useCardMarks(cards, 24)
  if (!isDrawn) return null
  if (isPending) return <div className="min-h-19" />
  if (open?.run.steps == null) return null
  const { stops, rest } = runStopsOf({
    lines: open.lines,
    cards,
    length: records === null ? open.flow.doc.strip.length : null,
    subject: null
  })
  if (stops.length === 0) return null
  const outer = open.lines.filter(({ path }) => path.length === 1)
  return (
    <section
      aria-label="Run"
      className="@container relative isolate -mx-2 rounded-s px-2 py-1.5 before:absolute before:inset-0 before:-z-1 before:rounded-s hover:before:bg-hover"
    >
      <ol aria-label="Cards of the run" className="m-0 flex list-none p-0">
        {stops.map((stop, at) => {
          const line = outer[stop.index]
          const next = stops[at + 1]
          const leftOut = next === undefined ? rest : next.leftOut
          const isTravelled =
            stop.status !== 'not-reached' && (next === undefined ? rest === 0 : next.status !== 'not-reached')
          const isDim = stop.status === 'not-reached' || stop.status === 'skipped'
          return (
            <li
              key={stop.key}
              className={cx(
                'relative flex min-w-0 flex-col gap-1',
                next === undefined && leftOut === 0 ? 'shrink-0' : 'grow basis-0'
              )}
            >
              {(next !== undefined || leftOut > 0) && (
                <RailGap look={isTravelled ? 'done' : 'dotted'} className="top-2.75 right-0 left-6">
                  {leftOut > 0 && (
                    <span className="tabular absolute -top-1.75 left-1/2 -translate-x-1/2 bg-surface px-1 text-small leading-4 text-ink-3">
                      +{leftOut}
                    </span>
                  )}
                </RailGap>
              )}
              <span
                className={cx(
                  'size-6 rounded-s',
                  isDim && 'opacity-45',
                  stop.status === 'failed' && 'outline-2 outline-offset-2 outline-err'
                )}
              >
                {line === undefined ? (
                  ahead[stop.index]?.mark
                ) : (
                  <RunCardMark line={line} open={open} flowId={flowId} size={24} />
                )}
              </span>
              <span className="flex min-w-0 flex-col pr-2">
                <span
                  aria-hidden
                  className={cx('hidden truncate text-small @lg:block', isDim ? 'text-ink-3' : 'text-ink-2')}
                >
                  {stop.name}
                </span>
                <StopResult stop={stop} />
              </span>
            </li>
          )
        })}
      </ol>
      <Link
        to="/runs/$runId"
        params={{ runId: run.id }}
        className="absolute inset-0 z-1 rounded-s focus-visible:outline-2 focus-visible:outline-accent"
      >
        <span className="sr-only">Open run</span>
      </Link>
    </section>
  )
}
