import { type FaultData, type Id, type Millis, type Subscription, toFault } from '@hookwright/model'
import type { SubscriptionAtService } from '@hookwright/store'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'
import { createServiceQueue, LIMITS } from './service-queue.ts'

/**
 * Re-registration of one flow in a series. `begin` starts the flow's successor subscription, or finishes
 * immediately and returns `null`.
 */
export interface SeriesStep {
  flowId: Id
  flowName: string | null
  /** Connector whose service the step calls. */
  connectorId: Id
  begin: () => Promise<Subscription | null>
}

/** Progress of a series of re-registrations. */
export interface SeriesProgress {
  of: number
  done: number
  isRunning: boolean
  /** Flows whose re-registration failed. They are still on as before. */
  failed: { flowId: Id; flowName: string | null; fault: FaultData }[]
}

/** Re-registration of many flows, a limited number at a time per service. */
export interface Series {
  /**
   * Starts a series for these flows; `progress` returns the results. `label` names its purpose. Returns false
   * if a series is already in progress.
   */
  begin: (steps: SeriesStep[], label?: string | null) => Promise<boolean>
  /**
   * Returns the progress and label of the last series since startup, in any process. `null` before the first
   * series.
   */
  progress: () => Promise<LabelledProgress | null>
  /** Stops starting steps. Resolves when the current ones have ended. */
  stop: () => Promise<void>
}

/** Progress of a series, with its purpose. */
export interface LabelledProgress {
  progress: SeriesProgress
  label: string | null
  startedAt: Millis
}

/**
 * Creates a series of re-registrations under a name.
 *
 * @param limits maximum numbers of concurrent steps, per service and in total
 */
export const createSeries = (
  context: RegistrationContext,
  registration: Pick<Registration, 'settled'>,
  name: string,
  limits = LIMITS
): Series => {
  let progress: SeriesProgress | null = null
  let label: string | null = null
  let startedAt: Millis = 0
  const underWay = new Set<Promise<void>>()
  let stopping = false

  /** Runs one step. Returns the fault of a failure, or `null`. */
  const take = async (step: SeriesStep): Promise<FaultData | null> => {
    try {
      const successor = await step.begin()
      if (successor === null) return null
      await registration.settled(successor.id)
      const ended = await context.store.subscriptions.find(successor.id)
      return ended?.status.is === 'ended' && ended.status.how !== 'replaced' ? ended.fault : null
    } catch (thrown) {
      return toFault(thrown).toData()
    }
  }

  const end = ({ flowId, flowName }: SeriesStep, fault: FaultData | null): void => {
    if (progress === null) return
    const done = progress.done + 1
    const failed = fault === null ? progress.failed : [...progress.failed, { flowId, flowName, fault }]
    progress = { ...progress, done, failed, isRunning: done < progress.of }
  }

  const queue = createServiceQueue<SeriesStep & SubscriptionAtService>({
    perform: async step => {
      if (stopping) return
      const work = take(step)
        .then(fault => end(step, fault))
        .finally(() => underWay.delete(work))
      underWay.add(work)
      await work
    },
    ended: () => {},
    limits
  })

  const here = (): LabelledProgress | null => progress && { progress, label, startedAt }
  const askOthers = context.calls.toOthers(`series.${name}`, here)

  const newest = async (): Promise<LabelledProgress | null> => {
    const all = [here(), ...(await askOthers(null))].filter(each => each !== null)
    const running = all.find(each => each.progress.isRunning)
    return running ?? all.toSorted((one, other) => other.startedAt - one.startedAt)[0] ?? null
  }

  return {
    begin: async (steps, of = null) => {
      const other = await newest()
      if (other?.progress.isRunning === true || progress?.isRunning === true || stopping) return false
      progress = { of: steps.length, done: 0, isRunning: steps.length > 0, failed: [] }
      label = of
      startedAt = context.effects.clock()
      queue.offer(
        steps.map(step => ({ ...step, id: `${step.flowId}/${step.connectorId}`, connectionId: null }))
      )
      return true
    },
    progress: newest,
    stop: async () => {
      stopping = true
      queue.clear()
      await Promise.all(underWay)
      if (progress !== null) progress = { ...progress, isRunning: false }
    }
  }
}
