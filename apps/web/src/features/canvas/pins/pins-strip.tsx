import type { Id } from '@hookwright/model'
import { runStatusText } from '@hookwright/model'
import { Button, Menu, type MenuGroups } from '@hookwright/ui'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Pin as PinIcon, PinOff } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { clockTime, secondTime } from '../../../kit/page/clock-time.ts'
import { formatCount } from '../../../kit/page/format-count.ts'
import type { OpenedRun } from '../../history/api-types.ts'
import { unpinCards } from '../commands/pin-cards.ts'
import { useCanvas, useDrawing } from '../use-canvas.tsx'
import { isOfRun, type Pin } from './pins.ts'
import { resolvePins } from './resolve-pins.ts'

const linkClass = 'rounded-xs font-medium text-accent-text underline'

/** Formats the start time of a run, with the date unless the run started today. */
const when = (at: number): string =>
  new Date(at).toDateString() === new Date().toDateString() ? clockTime(at) : secondTime(at)

const named = (pins: readonly Pin[]): string => pins.map(({ name }) => `“${name}”`).join(', ')

type Asked = readonly { isPending: boolean; data: OpenedRun | undefined }[]

/** Returns the loaded runs; null while any run is loading. The array is memoized. */
const cameOf = (asked: Asked): OpenedRun[] | null =>
  asked.some(({ isPending }) => isPending) ? null : asked.flatMap(({ data }) => data ?? [])

/** Returns the existing runs that pins refer to, by id; null while any run is loading. */
const useRuns = (ids: readonly Id[]): ReadonlyMap<Id, OpenedRun> | null => {
  const trpc = useTrpc()
  const came = useQueries({
    queries: ids.map(runId => trpc.runs.open.queryOptions({ runId })),
    combine: cameOf
  })
  return useMemo(() => came && new Map(came.map(open => [open.run.id, open])), [came])
}

/**
 * Strip that shows the source of the pinned values, with a button to remove the pins.
 *
 * It loads the pinned values and shows them on the cards. Runs of deliveries never use pinned values.
 */
export const PinsStrip = () => {
  const canvas = useCanvas()
  const pins = useStore(canvas.run, run => run.pins)
  const flow = useDrawing(drawing => drawing.flow)
  const runs = useRuns([...new Set(pins.filter(isOfRun).map(({ runId }) => runId))])
  const resolved = useMemo(() => runs && resolvePins(pins, runs, flow), [pins, runs, flow])
  const pinnedNow = resolved?.pinned
  // A drawing that changes leaves what is pinned as it was, so that nothing is drawn anew for it.
  const key = JSON.stringify([[...(pinnedNow?.keys() ?? [])], pins])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is pinned follows from the pins, the runs and which cards are there.
  useEffect(() => {
    if (pinnedNow !== undefined) canvas.run.setState({ pinned: pinnedNow })
  }, [canvas, runs, key])

  if (pins.length === 0) return null
  const { gone = [], lost = [] } = resolved ?? {}
  const count = resolved?.pinned.size ?? 0
  const entries = (): MenuGroups => [
    pins
      .filter(({ card }) => resolved?.pinned.has(card))
      .map(({ card, name }) => ({
        id: card,
        label: canvas.drawing.getState().cards.get(card)?.name ?? name,
        icon: <PinOff aria-hidden strokeWidth={1.75} />,
        run: () => unpinCards(canvas, [card])
      }))
  ]
  return (
    <section
      aria-label="Pinned"
      className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line bg-info-soft py-1 pr-2 pl-4 text-small text-ink"
    >
      <PinIcon aria-hidden className="size-4 shrink-0 text-info" strokeWidth={1.75} />
      <p className="m-0 min-w-0 flex-[1_1_18rem]">
        {resolved === null ? (
          'Loading pinned values…'
        ) : (
          <>
            {formatCount(count, 'card uses', 'cards use')} pinned outputs
            {pins.some(isOfRun) && ' of '}
            {[...(runs ?? [])].map(([id, { run }], index) => (
              <span key={id}>
                {index > 0 && ' and '}
                <Link to="/runs/$runId" params={{ runId: id }} className={linkClass}>
                  the run {when(run.startedAt)}, {runStatusText(run.status.is)}
                </Link>
              </span>
            ))}
            {pins.some(isOfRun) && runs?.size === 0 && 'a deleted run'}. Deliveries never use pins.
            {gone.length > 0 && ` Cards no longer in the draft: ${named(gone)}.`}
            {lost.length > 0 && ` The stored outputs of ${named(lost)} were deleted.`}
          </>
        )}
      </p>
      {resolved !== null && count > 0 && (
        <Menu groups={entries} trigger={<Button size="card">Unpin a card</Button>} />
      )}
      <Button
        size="card"
        onClick={() =>
          unpinCards(
            canvas,
            pins.map(({ card }) => card)
          )
        }
      >
        Unpin all
      </Button>
    </section>
  )
}
