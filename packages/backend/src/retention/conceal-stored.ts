import { blankReceiving, type Id, type Millis, SECOND, SECRET_MARK } from '@hookwright/model'
import type { ConcealedRequest, Store, UnredactedRequest } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { type Concealment, createConcealment, sealBody } from '../subscription-cache/concealment.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'

/**
 * Pause between two batches, so that new deliveries take precedence. `BEGIN` is the pause after startup,
 * `AGAIN` the pause before a retry.
 */
const PAUSE: Millis = 20
const BEGIN: Millis = 5 * SECOND
const AGAIN: Millis = 60 * SECOND

/**
 * Removes secrets of receiving rules from requests that an older release stored with them. Then also clears
 * the free space of the database files. Runs in batches in the background and continues after a restart.
 */
export const createConcealStored = (params: {
  store: Store
  effects: Effects
  subscriptionCache: Pick<SubscriptionCache, 'byId' | 'policyOf'>
}): { stop: () => Promise<void> } => {
  const { store, effects, subscriptionCache } = params
  let isStopped = false
  let cancel = (): void => {}
  let wake = (): void => {}
  let underWay: Promise<void> = Promise.resolve()

  const rest = (time: Millis): Promise<void> =>
    new Promise(resolve => {
      wake = resolve
      cancel = effects.after(time, resolve)
    })

  /**
   * Returns the concealment for a subscription. If the rules of the subscription can no longer be read, it
   * conceals only the Authorization header.
   */
  const concealmentOf = async (subscriptionId: Id): Promise<Concealment> => {
    const subscription = await subscriptionCache.byId(subscriptionId)
    const policy =
      subscription && (await Promise.resolve(subscriptionCache.policyOf(subscription)).catch(() => null))
    return policy?.concealment ?? createConcealment(effects, blankReceiving, new Map())
  }

  const concealedOf = async (
    { delivery, arrival }: UnredactedRequest,
    known: Map<Id, Concealment>
  ): Promise<ConcealedRequest> => {
    const { id, subscriptionId, contentType } = delivery
    const concealment = known.get(subscriptionId) ?? (await concealmentOf(subscriptionId))
    known.set(subscriptionId, concealment)
    const about = { id, secrets: concealment.texts, mark: SECRET_MARK }
    if (arrival === null) return { ...about, arrival: null, sealedBody: null }
    const { arrival: concealed, exact } = concealment.arrival(arrival, contentType)
    return {
      ...about,
      arrival: concealed === arrival ? null : concealed,
      sealedBody: exact === null ? null : sealBody(effects, id, exact)
    }
  }

  const pass = async (): Promise<void> => {
    while (!isStopped) {
      const requests = await store.keeping.unconcealed()
      if (requests.length === 0) break
      const known = new Map<Id, Concealment>()
      const concealed: ConcealedRequest[] = []
      for (const request of requests) concealed.push(await concealedOf(request, known))
      await store.keeping.conceal(concealed)
      await rest(PAUSE)
    }
    while (!isStopped && (await store.keeping.wipe())) await rest(PAUSE)
  }

  const begin = (): void => {
    underWay = pass().catch(thrown => {
      if (isStopped) return
      effects.log('Secrets could not be removed from stored data. This continues automatically.', {
        cause: String(thrown)
      })
      cancel = effects.after(AGAIN, begin)
    })
  }
  cancel = effects.after(BEGIN, begin)

  return {
    stop: async () => {
      isStopped = true
      cancel()
      wake()
      await underWay
    }
  }
}
