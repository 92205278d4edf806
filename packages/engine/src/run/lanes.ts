import { MOST_OUTPUTS, type StepPath, toFault } from '@hookwright/model'
import { keyOfPath, type Wait } from '../card/journal.ts'
import type { Suspension } from './patience.ts'
import { interrupt, type Progress } from './progress.ts'
import { joinTrace, tooLarge } from './value-budget.ts'

/*
 * Items that are under way at the same time have a lane each: a memory of their own, so that nothing of one is mixed up
 * with another's, whatever ends first. Once all lanes of a group have ended they are joined to the run in the order of
 * their items, and the run is as if they had run one after the other.
 */

/** Number of items to run, and the maximum number of concurrent items. */
interface Items {
  count: number
  atOnce: number
}

/** Result of a lane, which runs one concurrent item, or the fault that ended it. */
type LaneEnd<Ended> = { lane: Progress } & ({ ok: true; ended: Ended } | { ok: false; thrown: unknown })

/**
 * Returns the number of items to run concurrently. It is limited by the item count and the concurrency
 * available to this card.
 */
export const groupSizeOf = (run: Progress, { count, atOnce }: Items): number =>
  Math.max(1, Math.min(count, atOnce, run.width))

/**
 * Runs items in groups and returns their results in item order. The items of a group run concurrently. After
 * a failed item, no further group starts, and the fault of the first failed item is thrown when its group has
 * ended. All items of a group are always started, so the set of started items does not depend on timing.
 */
export const runInLanes = async <Ended>(
  run: Progress,
  card: string,
  items: Items,
  runItem: (lane: Progress, index: number) => Ended | Promise<Ended>
): Promise<Ended[]> => {
  const { count } = items
  const size = groupSizeOf(run, items)
  const width = Math.floor(run.width / size)
  const ended: Ended[] = []
  for (let from = 0; from < count; from += size) {
    const before = { traced: run.traced, offered: run.offered }
    const group = Array.from({ length: Math.min(size, count - from) }, (_, nth) =>
      runLane(forkLane(run, width), lane => runItem(lane, from + nth))
    )
    for (const end of joinLanes(run, card, await Promise.all(group), before)) ended.push(end)
  }
  return ended
}

const forkLane = (run: Progress, width: number): Progress => {
  const lane: Progress = {
    ...run,
    width,
    steps: [],
    heldBefore: run.held,
    // What was drawn before is durable before the first effect of each lane: the journal keeps it once.
    draws: [...run.draws],
    answers: null,
    ended: null,
    over: false,
    unwritten: null,
    suspended: null,
    keepsBefore: false
  }
  run.shared.lanes.add(lane)
  return lane
}

const runLane = async <Ended>(
  lane: Progress,
  runItem: (lane: Progress) => Ended | Promise<Ended>
): Promise<LaneEnd<Ended>> => {
  try {
    return { lane, ok: true, ended: await runItem(lane) }
  } catch (thrown) {
    return { lane, ok: false, thrown }
  }
}

/**
 * Merges ended lanes into the run, in item order.
 * @throws the fault that ends the run, otherwise the fault of the first failed lane
 */
const joinLanes = <Ended>(
  run: Progress,
  card: string,
  ends: LaneEnd<Ended>[],
  before: { traced: number; offered: number }
): Ended[] => {
  const draws = new Set(run.draws)
  const heldBefore = run.held
  for (const { lane, ok } of ends) {
    run.shared.lanes.delete(lane)
    joinTrace(run, lane, before.traced)
    run.offered += lane.offered - before.offered
    if (ok) run.held += lane.held - heldBefore
    for (const draw of lane.draws) draws.add(draw)
    run.over ||= lane.over
    run.unwritten ??= lane.unwritten
    run.keepsBefore ||= lane.keepsBefore
  }
  run.draws = [...draws]
  throwFirst(run, ends)
  if (run.offered > MOST_OUTPUTS) throw tooLarge(run, card, MOST_OUTPUTS)
  return ends.flatMap(end => (end.ok ? [end.ended] : []))
}

/**
 * Throws the most important fault of the lanes. Faults that end the whole run come first, then faults of the
 * first item.
 */
const throwFirst = <Ended>(run: Progress, ends: LaneEnd<Ended>[]): void => {
  const failed = ends.flatMap(end => (end.ok ? [] : [end]))
  const [first] = failed
  if (first === undefined) return
  const { signal } = run.world
  if (run.unwritten === null && signal.aborted) throw interrupt(run, toFault(signal.reason))
  const suspended = run.unwritten === null ? firstSuspended(failed.map(({ lane }) => lane)) : null
  if (suspended !== null) run.suspended = suspensionOf(failed, suspended)
  const chosen =
    failed.find(({ lane }) => lane === suspended) ??
    failed.find(({ lane }) => lane.unwritten !== null) ??
    failed.find(({ lane }) => lane.over) ??
    first
  run.ended = chosen.lane.ended
  throw chosen.thrown
}

/**
 * Returns the lane that determines the suspension of the run: a lane on hold, otherwise the lane that is due
 * first.
 */
const firstSuspended = (lanes: Progress[]): Progress | null => {
  const suspended = lanes.filter(lane => lane.suspended !== null)
  const onHold = suspended.find(lane => lane.suspended?.status.is === 'on-hold')
  const untilOf = (lane: Progress): number => lane.suspended?.wait.until ?? 0
  const [first = null] = suspended
  return (
    onHold ??
    suspended.reduce((least, lane) => (least && untilOf(lane) < untilOf(least) ? lane : least), first)
  )
}

/**
 * Returns the suspension of a run with several waiting steps. It is that of the chosen lane; `others`
 * contains the other waiting steps.
 */
const suspensionOf = (ends: { lane: Progress }[], chosen: Progress): Suspension | null => {
  if (chosen.suspended === null) return null
  const others = new Map<string, { at: StepPath; wait: Wait }>()
  for (const { lane } of ends) {
    if (lane.suspended === null) continue
    for (const other of [withReason(lane.suspended), ...(lane.suspended.others ?? [])])
      others.set(keyOfPath(other.at), other)
  }
  const { status, at, wait } = { ...chosen.suspended, ...withReason(chosen.suspended) }
  others.delete(keyOfPath(at))
  return { status, at, wait, others: [...others.values()] }
}

/**
 * Returns a suspended step with its stored state, including what it waits for. It can then keep waiting if
 * the run is resumed at another step.
 */
const withReason = ({ at, status, wait }: Suspension): { at: StepPath; wait: Wait } => ({
  at,
  wait: status.is === 'waiting' ? { ...wait, waitsFor: status.waitsFor } : wait
})
