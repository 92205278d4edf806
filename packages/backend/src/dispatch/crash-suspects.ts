import type { Id } from '@hookwright/model'
import type { UnderWay } from '../kernel/under-way.ts'
import type { CrashCounter } from './crash-counter.ts'
import type { Queue } from './queue.ts'
import { type Again, type QueuedWork, type Spread, type Woken, workOf } from './queued-work.ts'
import type { RunTaken } from './run-taken.ts'
import type { Task } from './task.ts'

/**
 * Counts a start of each, then runs them side by side, those of one order and children of one delivery in turn. Resolves
 * when their runs are written or left to a later try. What ends, or is stopped in good order, has its starts taken back.
 * Throws `storage.failed` when they could not be counted, and then runs none.
 */
export type CrashSuspects = (suspects: (Task | Spread | Woken | Again)[]) => Promise<void>

export const createCrashSuspects = (given: {
  underWay: Pick<UnderWay, 'isStopping' | 'follow' | 'pause'>
  starts: CrashCounter
  queue: Pick<Queue, 'take' | 'hasTaken' | 'letGo'>
  runTaken: RunTaken
}): CrashSuspects => {
  const { underWay, starts, queue, runTaken } = given

  /** Runs one until the store has taken its end: those behind it in its order wait for that. */
  const runToEnd = async (work: QueuedWork): Promise<'ended' | 'holds' | 'rests'> => {
    for (;;) {
      const came = await runTaken(work, true)
      if (came !== 'rests') return came
      await underWay.pause(work.failures - 1)
      if (underWay.isStopping()) return came
    }
  }

  const inTurn = async (turn: QueuedWork[]): Promise<void> => {
    for (const [at, work] of turn.entries()) {
      // One behind a run that keeps its turn was let go.
      if (underWay.isStopping() || !queue.hasTaken(work)) continue
      if ((await runToEnd(work)) !== 'holds') continue
      const others = turn.slice(at + 1).filter(({ order }) => order === work.order)
      for (const other of others) {
        queue.letGo(other)
        starts.drop(other)
      }
      await starts.takeBack(others)
    }
  }

  return async suspects => {
    if (underWay.isStopping()) return
    const works = suspects.map(workOf).filter(queue.take)
    if (works.length === 0) return
    try {
      await starts.count(works)
    } catch (thrown) {
      works.forEach(queue.letGo)
      throw thrown
    }
    if (underWay.isStopping()) return
    await Promise.all(turnsOf(works).map(turn => underWay.follow(inTurn(turn))))
  }
}

/**
 * Works of one order together, as they came, and each of no order alone; of a flow that asks for so many runs at once they
 * share as many turns.
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
