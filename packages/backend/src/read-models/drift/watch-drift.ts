import type { Specs } from '@hookwright/engine'
import { type Id, type Millis, SECOND } from '@hookwright/model'
import type { EventOfVersion, Store } from '@hookwright/store'
import type { Effects } from '../../kernel/effects.ts'
import type { LoadedRevisions } from '../../revisions/loaded-revisions.ts'
import type { CachedSubscription } from '../../subscription-cache/subscription-cache.ts'
import { checkDeliveries, type EventRun, type FoundDrift } from './check-deliveries.ts'

/** Checks in the background that deliveries still match their event declarations. */
export interface DriftWatch {
  /**
   * Called with each delivery that ran an event. Stores the newest few ids; bodies are read later.
   */
  ran: (subscription: Pick<CachedSubscription, 'flowId' | 'terms'>, deliveryId: Id) => void
  /** Stops starting checks. Resolves when the current checks are stored. */
  stop: () => Promise<void>
}

/** Event with its newest deliveries, which are still to be checked. */
type Sample = EventOfVersion & { deliveries: EventRun[] }

/** Delay between a delivery and its check. `REST` is the minimum pause between two rounds of checks. */
const SOON: Millis = 2 * SECOND
const REST: Millis = 10 * SECOND
/** Maximum number of deliveries of an event per check: the newest. */
const MOST_OF_ONE = 20
/** Maximum number of events to check in one round. */
const MOST_AT_ONCE = 10
const MOST_WAITING = 1_000

export const createDriftWatch = (params: {
  store: Store
  specs: Specs
  loadedRevisions: LoadedRevisions
  effects: Effects
}): DriftWatch => {
  const { effects } = params
  const waiting = new Map<string, Sample>()
  /** Sample of the event that ran last. It saves building and looking up a key if the event runs again. */
  let latest: Sample | null = null
  let cancel: (() => void) | null = null
  let looking: Promise<void> | null = null
  let rested: Millis = 0
  let stopped = false

  const logDrift = ({ connectorId, eventFlowId, findings }: FoundDrift): void =>
    effects.log('The data of an event differs from its declared outputs.', {
      connector: connectorId,
      event: eventFlowId,
      differences: String(findings.length)
    })

  const arm = (): void => {
    if (stopped || cancel !== null || looking !== null) return
    cancel = effects.after(Math.max(SOON, rested - effects.clock()), () => {
      cancel = null
      looking = look().finally(() => {
        looking = null
        rested = effects.clock() + REST
        if (waiting.size > 0) arm()
      })
    })
  }

  const look = async (): Promise<void> => {
    for (const [key, { deliveries, ...event }] of [...waiting].slice(0, MOST_AT_ONCE)) {
      if (stopped) return
      waiting.delete(key)
      latest = null
      try {
        const drift = await checkDeliveries(params, event, deliveries)
        if (drift !== null) logDrift(drift)
      } catch (thrown) {
        effects.log('An event could not be checked for drift.', {
          event: event.eventFlowId,
          cause: String(thrown)
        })
      }
    }
  }

  /** Returns the sample of an event and creates it if needed. `null` if too many events wait. */
  const sampleOf = ({ versionId, eventFlowId }: EventOfVersion): Sample | null => {
    if (latest !== null && latest.versionId === versionId && latest.eventFlowId === eventFlowId) return latest
    const key = `${versionId} ${eventFlowId}`
    const known = waiting.get(key)
    if (known !== undefined) return known
    if (waiting.size >= MOST_WAITING) return null
    const sample = { versionId, eventFlowId, deliveries: [] }
    waiting.set(key, sample)
    arm()
    return sample
  }

  return {
    ran: ({ flowId, terms }, deliveryId) => {
      latest = sampleOf(terms)
      if (latest === null) return
      latest.deliveries.push({ deliveryId, flowId })
      if (latest.deliveries.length > MOST_OF_ONE) latest.deliveries.shift()
    },
    stop: async () => {
      stopped = true
      cancel?.()
      await looking
    }
  }
}
