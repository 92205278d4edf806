import type { Id } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { UnderWay } from '../kernel/under-way.ts'
import type { Queue } from './queue.ts'
import { type QueuedWork, type Startable, workOf } from './queued-work.ts'

export type CrashSuspects = ReturnType<typeof createCrashSuspects>

/** Runs work as far as it goes. `queued`: the store failed it, and it is to be run again after a rest. */
type Run = (work: QueuedWork) => Promise<'done' | 'waiting' | 'queued'>

/**
 * Runs the backlog of a start. Any of it may have crashed the server, so a start is counted before it runs and cleared when
 * it ends without a crash.
 */
export const createCrashSuspects = ({
  store,
  underWay,
  queue,
  countsStarts
}: {
  store: Pick<Store, 'deliveries' | 'waits'>
  underWay: Pick<UnderWay, 'isStopping' | 'follow' | 'pause'>
  queue: Pick<Queue, 'take' | 'hasTaken' | 'letGo'>
  /** False after a start for which no run in progress is to blame: nothing is counted, earlier counts are still cleared. */
  countsStarts: boolean
}) => {
  /** Works whose start is counted. */
  const counted = new Map<string, QueuedWork>()

  /** Forgets that a start was counted, since the store has cleared it. Returns false when none was. */
  const drop = (work: QueuedWork): boolean => counted.delete(work.key)

  /** Clears the counted starts in the store. A failure leaves a count too many, no more. */
  const clearStarts = async (works: QueuedWork[]): Promise<void> => {
    const { deliveries, woken } = idsOf(works)
    if (deliveries.length > 0) await store.deliveries.clearStarts(deliveries).catch(() => {})
    if (woken.length > 0) await store.waits.clearStarts(woken).catch(() => {})
  }

  /** Counts a start of each. None is counted when the store fails, with `storage.failed`. */
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
      works.forEach(queue.letGo)
      throw thrown
    }
  }

  /** Runs one until its end is stored: later work of its order waits for that. */
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
      // One behind a run that keeps its order locked was let go.
      if (underWay.isStopping() || !queue.hasTaken(work)) continue
      if ((await runToEnd(work, run)) !== 'waiting') continue
      const others = turn.slice(at + 1).filter(({ order }) => order === work.order)
      for (const other of others) {
        queue.letGo(other)
        drop(other)
      }
      await clearStarts(others)
    }
  }

  return {
    drop,
    /** Clears the counted start of work that ended without a crash. Null when none was counted. */
    acquit: (work: QueuedWork): Promise<void> | null => (drop(work) ? clearStarts([work]) : null),
    /** Clears every counted start. */
    acquitAll: async (): Promise<void> => {
      if (counted.size > 0) await clearStarts([...counted.values()])
    },
    /**
     * Counts a start of each, then runs them side by side, those of one order and children of one delivery in turn. Resolves
     * when their runs are written or left to a later try. Throws `storage.failed` when they could not be counted, and then
     * runs none.
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

/** A run that waited is counted by itself, the others with their deliveries. */
const idsOf = (works: QueuedWork[]) => ({
  deliveries: works.flatMap(work => (work.woken === null ? work.deliveryId : [])),
  woken: works.flatMap(work => work.woken?.id ?? [])
})

/**
 * Groups work into turns: work with the same order key together in order of arrival, other work alone. A flow with a
 * limit on concurrent runs gets at most that many turns.
 */
const turnsOf = (works: QueuedWork[]): QueuedWork[][] => {
  const turns = new Map<string, QueuedWork[]>()
  const sharing = new Map<Id, Map<string, number>>()
  for (const work of works) {
    const { flowId, atOnce } = work.live
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
