import type { Progress } from './progress.ts'

/** Memory for the values of one run; all runs of a process share what there is. */
export interface ValueRoom {
  /** Reserves room for a total number of bytes. Resolves when there is room, in a later turn of the event loop. */
  reserve: (bytes: number) => Promise<void>
  /** Releases all memory; called once the run has ended or is suspended. */
  leave: () => void
}

const MEGABYTE = 1_048_576

/** Values that a run holds without asking for room. */
export const WITHOUT_ROOM = MEGABYTE / 4

/**
 * Sizes of the room that a run has, one after the other. Each is four times the one before: a run that waits for the next one
 * keeps little of it from others meanwhile.
 */
const SIZES = [1, 4, 16, 64].map(size => size * MEGABYTE)

/**
 * Returns a promise to be awaited before the next card where a run holds more than it has room for; null for nearly every
 * run.
 */
export const roomFor = (run: Progress): Promise<void> | null => {
  const { room } = run.world
  const { shared } = run
  if (room === undefined) return null
  if (shared.reserving !== null) return shared.reserving
  const held = shared.lanes.size === 1 ? run.held : heldByAll(shared.lanes)
  if (held <= shared.room) return null
  shared.room = SIZES.find(size => held <= size) ?? held
  shared.reserving = room.reserve(shared.room).then(() => {
    shared.reserving = null
  })
  return shared.reserving
}

/** The size of the values of a run and of its lanes, each of which counts what was there before it once more. */
const heldByAll = (lanes: Set<Progress>): number => {
  let held = 0
  for (const lane of lanes) held += lane.held - lane.heldBefore
  return held
}
