import { toFault } from '@hookwright/model'
import type { Outside } from '../outside.ts'
import type { Advance } from './advance.ts'
import type { Queue } from './queue.ts'
import type { Starts } from './starts.ts'
import type { UnderWay } from './under-way.ts'
import type { Work } from './work.ts'

/**
 * Runs a work that is taken as far as it goes, and lets it go; it stays taken while it rests, since the store failed it,
 * and is queued again by itself. Never rejects.
 */
export type RunTaken = (work: Work) => Promise<'ended' | 'holds' | 'rests'>

export const createRunTaken = (given: {
  outside: Pick<Outside, 'log'>
  underWay: Pick<UnderWay, 'isStopping' | 'rest'>
  starts: Pick<Starts, 'drop' | 'takeBack'>
  queue: Pick<Queue, 'push' | 'letGo'>
  advance: Advance
  /** Told of a work that was let go after its subscription had changed. */
  hasChanged: (work: Work) => void
}): RunTaken => {
  const { outside, underWay, starts, queue, advance, hasChanged } = given

  const runThrough = async (work: Work): Promise<'ended' | 'holds' | 'rests' | 'is-left'> => {
    try {
      for (;;) {
        const came = await advance(work)
        if (came !== 'more') return came
      }
    } catch (thrown) {
      return hasFailed(work, thrown)
    }
  }

  const hasFailed = (work: Work, thrown: unknown): 'rests' | 'is-left' => {
    const fault = toFault(thrown)
    const again = fault.code === 'storage.failed'
    const then = again ? 'is tried again soon' : 'is taken up at the next start'
    outside.log(`A delivery could not be run; it stays accepted and ${then}.`, {
      delivery: work.deliveryId,
      code: fault.code,
      cause: String(fault.cause ?? fault.message)
    })
    if (!again || underWay.isStopping()) return 'is-left'
    if (work.first !== null) work.first = { ...work.first, hasBegun: true }
    underWay.rest(() => queue.push(work), work.failures)
    work.failures++
    return 'rests'
  }

  return async work => {
    const came = await runThrough(work)
    if (came === 'rests') return came
    if (starts.drop(work)) await starts.takeBack([work])
    // What is due and cannot be run stays taken, or it would be looked up and taken over and over.
    if (came !== 'is-left' || work.woken === null) queue.letGo(work)
    // What looked for waiting ones as it changed has passed this one over, since it was taken.
    if (!work.live.current && !underWay.isStopping()) hasChanged(work)
    return came === 'holds' ? came : 'ended'
  }
}
