import type { Progress } from './progress.ts'

/** Memory reservation of one run for its values. All runs of a process share the available memory. */
export interface ValueRoom {
  /** Reserves a total number of bytes. Resolves asynchronously when the memory is available. */
  reserve: (bytes: number) => Promise<void>
  /** Releases all memory. Called once the run has ended or is suspended. */
  leave: () => void
}

const MEGABYTE = 1_048_576

/** Size of values that a run can hold without a reservation, in bytes. */
export const UNRESERVED_BYTES = MEGABYTE / 4

/**
 * Sizes of successive reservations, in bytes. Each is four times as large as the previous one, so a run that
 * waits for more memory holds relatively little.
 */
const SIZES = [1, 4, 16, 64].map(size => size * MEGABYTE)

/**
 * Returns a promise to await before the next card if a run must reserve more memory. `null` for nearly all
 * runs.
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

/**
 * Returns the total size of the values of a run and its lanes, in bytes. Values from before a lane began are
 * counted once.
 */
const heldByAll = (lanes: Set<Progress>): number => {
  let held = 0
  for (const lane of lanes) held += lane.held - lane.heldBefore
  return held
}
