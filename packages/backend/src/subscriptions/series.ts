import { type FaultData, type Id, type Subscription, toFault } from '@hookwright/model'
import type { Desk } from './desk.ts'
import type { Registration } from './registration.ts'

/** What a series does with one flow: begins a successor, or is done at once and gives null. */
export interface SeriesStep {
  flowId: Id
  flowName: string | null
  begin: () => Promise<Subscription | null>
}

/** How far a series has come. */
export interface SeriesProgress {
  of: number
  done: number
  isRunning: boolean
  /** What came to nothing; these flows are on as they were. */
  failed: { flowId: Id; flowName: string | null; fault: FaultData }[]
}

/** Registers flows anew, one after the other, so that a service is not asked for all of them at once. */
export interface Series {
  /** Begins with these unless it is under way; what comes of each shows in `progress`. False when it was. */
  begin: (steps: SeriesStep[]) => boolean
  /** Of the last one since the start; null before there was one. */
  progress: () => SeriesProgress | null
  /** Begins nothing more; resolves when the step that is under way has ended. */
  stop: () => Promise<void>
}

export const createSeries = (desk: Desk, registration: Pick<Registration, 'settled'>): Series => {
  let progress: SeriesProgress | null = null
  let work: Promise<void> = Promise.resolve()
  let stopping = false

  /** Why it came to nothing; null when it did not. */
  const take = async (step: SeriesStep): Promise<FaultData | null> => {
    try {
      const successor = await step.begin()
      if (successor === null) return null
      await registration.settled(successor.id)
      const ended = await desk.store.subscriptions.find(successor.id)
      return ended?.status.is === 'ended' && ended.status.how !== 'replaced' ? ended.fault : null
    } catch (thrown) {
      return toFault(thrown).toData()
    }
  }

  const takeAll = async (steps: SeriesStep[]): Promise<void> => {
    for (const step of steps) {
      if (stopping) break
      const fault = await take(step)
      if (progress === null) return
      const { flowId, flowName } = step
      progress = {
        ...progress,
        done: progress.done + 1,
        failed: fault === null ? progress.failed : [...progress.failed, { flowId, flowName, fault }]
      }
    }
    if (progress !== null) progress = { ...progress, isRunning: false }
  }

  return {
    begin: steps => {
      if (progress?.isRunning === true || stopping) return false
      progress = { of: steps.length, done: 0, isRunning: true, failed: [] }
      work = takeAll(steps)
      return true
    },
    progress: () => progress,
    stop: async () => {
      stopping = true
      await work
    }
  }
}
