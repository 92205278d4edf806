import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { WorkInProgress } from '../kernel/work-in-progress.ts'
import type { Queue } from './queue.ts'
import { type QueuedWork, type Startable, workOf } from './queued-work.ts'

export type CrashSuspects = ReturnType<typeof createCrashSuspects>

/**
 * Runs work until it ends or waits. `queued` means that the store failed and the work must run again after a
 * delay.
 */
type Run = (work: QueuedWork) => Promise<'done' | 'waiting' | 'queued'>

/**
 * Creates the runner of the backlog at startup. Since any item may have caused the last crash, it counts the
 * start of an item before it runs, and clears the count when the item ends without a crash.
 */
export const createCrashSuspects = ({
  store,
  underWay,
  queue,
  countsStarts
}: {
  store: Pick<Store, 'deliveries' | 'waits'>
  underWay: Pick<WorkInProgress, 'isStopping' | 'follow' | 'pause'>
  queue: Pick<Queue, 'take' | 'hasTaken' | 'release'>
  /**
   * False if no run in progress can have caused the last crash. Then no start is counted, but earlier counts
   * are still cleared.
   */
  countsStarts: boolean
}) => {
  /** Work with a counted start, by key. */
  const counted = new Map<string, QueuedWork>()

  /** Forgets the counted start of work in memory, but not in the store. Returns false if none was counted. */
  const drop = (work: QueuedWork): boolean => counted.size > 0 && counted.delete(work.key)

  /** Clears the counted starts in the store. A failure only leaves a count that is too high. */
  const clearStarts = async (works: QueuedWork[]): Promise<void> => {
    const { deliveries, woken } = idsOf(works)
    if (deliveries.length > 0) await store.deliveries.clearStarts(deliveries).catch(() => {})
    if (woken.length > 0) await store.waits.clearStarts(woken).catch(() => {})
  }

  /** Counts a start of each item. If the store fails, no start is counted. Throws `storage.failed`. */
  const count = async (works: QueuedWork[]): Promise<void> => {
    // Before the store is asked: a stop in between clears them.
    for (const work of works) counted.set(work.key, work)
    if (!countsStarts) return
    const { deliveries, woken } = idsOf(works)
    try {
      if (deliveries.length > 0) await store.deliveries.countStarts(deliveries)
      if (woken.length > 0) await store.waits.countStarts(woken)
    } catch (thrown) {
      works.forEach(drop)
      works.forEach(queue.release)
      throw thrown
    }
  }

  /** Runs work until its end is stored. Later work with the same order key waits for this. */
  const runToEnd = async (work: QueuedWork, run: Run): Promise<'done' | 'waiting' | 'queued'> => {
    for (;;) {
      const state = await run(work)
      if (state !== 'queued') return state
      await underWay.pause(work.failures - 1)
      if (underWay.isStopping()) return state
    }
  }

  const runInTurn = async (turn: QueuedWork[], run: Run): Promise<void> => {
    for (const [at, work] of turn.entries()) {
      // One behind a run that keeps its order locked was released.
      if (underWay.isStopping() || !queue.hasTaken(work)) continue
      if ((await runToEnd(work, run)) !== 'waiting') continue
      const others = turn.slice(at + 1).filter(({ order }) => order === work.order)
      for (const other of others) {
        queue.release(other)
        drop(other)
      }
      await clearStarts(others)
    }
  }

  return {
    drop,
    /** Clears the counted start of work that ended without a crash. Null if no start was counted. */
    acquit: (work: QueuedWork): Promise<void> | null => (drop(work) ? clearStarts([work]) : null),
    /** Clears all counted starts. */
    acquitAll: async (): Promise<void> => {
      if (counted.size > 0) await clearStarts([...counted.values()])
    },
    /**
     * Counts a start of each item, then runs the items concurrently. Items with the same order key run in
     * sequence, and so do the record runs of one delivery. Resolves when their runs are stored or left for a
     * later attempt. Throws `storage.failed` if counting fails; nothing runs then.
     */
    runAll: async (backlog: Startable[], run: Run): Promise<void> => {
      if (underWay.isStopping()) return
      const works = backlog.map(workOf).filter(queue.take)
      if (works.length === 0) return
      await count(works)
      if (underWay.isStopping()) return
      await Promise.all(turnsOf(works).map(turn => underWay.follow(runInTurn(turn, run))))
    }
  }
}

/**
 * Returns the ids under which the store counts starts. This is the run's id for a waiting run, otherwise the
 * delivery's id.
 */
const idsOf = (works: QueuedWork[]) => ({
  deliveries: works.flatMap(work => (work.woken === null ? work.deliveryId : [])),
  woken: works.flatMap(work => work.woken?.id ?? [])
})

/**
 * Groups work into sequences: work with the same order key in order of arrival, other work alone. A
 * flow with a limit on concurrent runs gets at most that many sequences.
 */
const turnsOf = (works: QueuedWork[]): QueuedWork[][] => {
  const turns = new Map<string, QueuedWork[]>()
  const sharing = new Map<Id, Map<string, number>>()
  for (const work of works) {
    const { flowId, atOnce } = work.subscription
    const together = work.order ?? work.key
    const known = sharing.get(flowId) ?? new Map<string, number>()
    sharing.set(flowId, known)
    const place = known.get(together) ?? known.size
    known.set(together, place)
    const name = atOnce === null ? together : `${flowId} ${place % atOnce}`
    const turn = turns.get(name)
    if (turn === undefined) turns.set(name, [work])
    else turn.push(work)
  }
  return [...turns.values()]
}
