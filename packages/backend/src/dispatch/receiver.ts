import { type Delivery, type IncomingRequest, REGISTRATION_FAILED, runsDeliveries } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { FetchedKeys } from '../intake/fetched-keys.ts'
import type { LastMatched } from '../intake/last-matched.ts'
import type { Listening } from '../intake/listening.ts'
import type { Networks } from '../intake/networks.ts'
import { createReception, type Reception } from '../intake/reception.ts'
import type { Refusals } from '../intake/refusals.ts'
import type { Effects } from '../kernel/effects.ts'
import { redactDelivery } from '../payloads/redact-delivery.ts'
import type { HideOpen } from '../retention/hide-open.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { TestEvents } from './test-events.ts'

/**
 * Creates the receiver of Event URLs: it answers requests by the rules of their cards and hands what it accepted to the
 * dispatcher.
 */
export const createReceiver = (given: {
  store: Store
  outside: Effects
  lives: SubscriptionCache
  dispatch: Dispatcher
  testEvents: Pick<TestEvents, 'areExpected' | 'noticed'>
  listening: Pick<Listening, 'isOpen' | 'tap'>
  refusals: Refusals
  fetched: FetchedKeys
  matched: LastMatched
  networks: Networks
  hideOpen: HideOpen
}): Reception => {
  const { store, outside, lives, dispatch, testEvents, listening, hideOpen } = given

  /** A rule came while a delivery was being written, which says nothing of it; its answer does not wait for that. */
  const hideLate = (): void => {
    hideOpen().catch(thrown =>
      outside.log('What a new rule hides could not be marked; this is tried again in an hour.', {
        cause: String(thrown)
      })
    )
  }

  /** The subscription changed while the delivery was being written: what holds for it now is looked up. */
  const catchUp = async (
    stale: CachedSubscription,
    delivery: Delivery,
    arrival: IncomingRequest
  ): Promise<void> => {
    // Those of an order are fetched as they are stored, whoever came to know of the change first.
    if (delivery.orderKey !== null) dispatch.queueWaiting(stale.id)
    const live = await lives.byId(stale.id)
    if (live === null) return
    if (delivery.redaction === undefined && live.redaction.length > 0) hideLate()
    if (runsDeliveries(live.status)) {
      if (delivery.orderKey === null) dispatch.accept({ live, delivery, arrival, hasBegun: false })
    } else if (live.status.is === 'ended') {
      await store.deliveries.settle(delivery.id, { is: 'filtered', why: REGISTRATION_FAILED })
    }
  }

  /** Shows a delivery to whoever listens to its event. */
  const tapShown = (live: CachedSubscription, delivery: Delivery, arrival: IncomingRequest): void => {
    if (live.redaction.length === 0) {
      listening.tap(live, delivery, arrival)
      return
    }
    redactDelivery(outside, delivery, arrival, live.redaction).then(
      redacted => listening.tap(live, delivery, redacted.arrival),
      thrown => outside.log('What arrived could not be shown to one who listens.', { cause: String(thrown) })
    )
  }

  return createReception({
    ...given,
    comes: dispatch.note,
    accepted: (live, delivery, arrival) => {
      if (!live.current) return catchUp(live, delivery, arrival)
      if (runsDeliveries(live.status)) dispatch.accept({ live, delivery, arrival, hasBegun: false })
      return undefined
    },
    kept: (live, delivery, arrival) => {
      if (testEvents.areExpected()) testEvents.noticed(arrival, delivery.id)
      if (listening.isOpen()) tapShown(live, delivery, arrival)
    }
  })
}
