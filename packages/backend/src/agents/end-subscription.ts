import { type EventErrorName, eventErrorCodesFor, eventErrorOf, type Millis, SECOND } from '@hookwright/model'
import type { EventSubscription, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { eventSecretPlace } from '../kernel/seal-places.ts'
import type { Callbacks } from './callback.ts'
import type { EventWatches } from './event-watches.ts'

/** Delays before each retry of the notice that a subscription has ended. */
const retryDelays: readonly Millis[] = [2 * SECOND, 10 * SECOND]

/** Reason why a subscription ends, in the format of the events extension. */
export interface EndReason {
  name: EventErrorName
  data: Record<string, unknown>
}

/** Service that ends event subscriptions before they lapse. */
export interface EventEnding {
  /**
   * Ends a subscription. If it has a webhook, notifies the client with a few retries. Resolves once the
   * subscription is removed; if nobody else listens, its event then accepts no more requests.
   */
  end: (subscription: EventSubscription, why: EndReason) => Promise<void>
  stop: () => void
}

export const createEventEnding = (params: {
  store: Store
  effects: Effects
  callbacks: Pick<Callbacks, 'send'>
  watches: Pick<EventWatches, 'settle'>
}): EventEnding => {
  const { store, effects, callbacks, watches } = params
  const timers = new Set<() => void>()

  const notify = async (
    subscription: EventSubscription,
    why: EndReason,
    delays: readonly Millis[] = retryDelays
  ): Promise<void> => {
    const { id, handle, webhook, clientName } = subscription
    const codes = eventErrorCodesFor(clientName)
    // ChatGPT knows no such notice.
    if (webhook === null || codes === 'sketch') return
    const message = {
      url: webhook.url,
      handle,
      secrets: [effects.sealer.open(webhook.secretSealed, eventSecretPlace(id))],
      id: `msg_terminated_${Buffer.from(effects.randomBytes(12)).toString('hex')}`,
      body: JSON.stringify({ type: 'terminated', error: eventErrorOf(why.name, why.data, codes) })
    }
    const { is } = await callbacks.send(message, new AbortController().signal)
    const [delay, ...rest] = delays
    if (is !== 'failed' || delay === undefined) return
    const cancel = effects.after(delay, () => {
      timers.delete(cancel)
      notifySoon(subscription, why, rest)
    })
    timers.add(cancel)
  }

  const notifySoon = (...told: Parameters<typeof notify>): void => {
    notify(...told).catch(thrown =>
      effects.log('An agent could not be notified that its subscription has ended.', {
        cause: String(thrown)
      })
    )
  }

  return {
    end: async (subscription, why) => {
      const [removed] = await store.agentEvents.remove([subscription.id])
      // Somebody else ends it at the moment.
      if (removed === undefined) return
      notifySoon(subscription, why)
      await watches.settle(subscription.watchId)
    },
    stop: () => {
      for (const cancel of timers) cancel()
    }
  }
}
