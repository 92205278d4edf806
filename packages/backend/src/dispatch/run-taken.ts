import { toFault } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'
import type { UnderWay } from '../kernel/under-way.ts'
import type { Advance } from './advance.ts'
import type { CrashCounter } from './crash-counter.ts'
import type { Queue } from './queue.ts'
import type { QueuedWork } from './queued-work.ts'

/**
 * Runs a work that is taken as far as it goes, and lets it go; it stays taken while it rests, since the store failed it,
 * and is queued again by itself, unless it is tried again in place by the caller. Never rejects.
 */
export type RunTaken = (work: QueuedWork, inPlace?: boolean) => Promise<'ended' | 'holds' | 'rests'>

export const createRunTaken = (given: {
  outside: Pick<Effects, 'log'>
  underWay: Pick<UnderWay, 'isStopping' | 'rest'>
  starts: Pick<CrashCounter, 'drop' | 'takeBack'>
  queue: Pick<Queue, 'push' | 'letGo'>
  advance: Advance
  /** Told of a work that was let go after its subscription had changed. */
  hasChanged: (work: QueuedWork) => void
}): RunTaken => {
  const { outside, underWay, starts, queue, advance, hasChanged } = given

  /** Runs everything after the first run, with all records. */
  const runRest = async (work: QueuedWork): Promise<'ended' | 'holds'> => {
    for (;;) {
      const came = await advance(work)
      if (came !== 'more') return came
    }
  }

  const hasFailed = (work: QueuedWork, thrown: unknown, inPlace: boolean): 'rests' | 'is-left' => {
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
    if (!inPlace) underWay.rest(() => queue.push(work), work.failures)
    work.failures++
    return 'rests'
  }

  const hasCome = (
    work: QueuedWork,
    came: 'ended' | 'holds' | 'rests' | 'is-left'
  ): 'ended' | 'holds' | 'rests' | Promise<'ended' | 'holds'> => {
    if (came === 'rests') return came
    if (starts.drop(work)) return starts.takeBack([work]).then(() => leave(work, came))
    return leave(work, came)
  }

  const leave = (work: QueuedWork, came: 'ended' | 'holds' | 'is-left'): 'ended' | 'holds' => {
    // What is due and cannot be run stays taken, or it would be looked up and taken over and over.
    if (came !== 'is-left' || work.woken === null) queue.letGo(work)
    // What looked for waiting ones as it changed has passed this one over, since it was taken.
    if (!work.live.current && !underWay.isStopping()) hasChanged(work)
    return came === 'holds' ? came : 'ended'
  }

  return (work, inPlace = false) => {
    const failed = (thrown: unknown) => hasCome(work, hasFailed(work, thrown, inPlace))
    return begin(() => advance(work)).then(came => {
      if (came !== 'more') return hasCome(work, came)
      return runRest(work).then(last => hasCome(work, last), failed)
    }, failed)
  }
}

/** Turns a synchronous throw into a rejected promise. */
const begin = <Value>(act: () => Promise<Value>): Promise<Value> => {
  try {
    return act()
  } catch (thrown) {
    return Promise.reject(thrown)
  }
}
