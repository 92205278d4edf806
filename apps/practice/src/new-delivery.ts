import type { Delivery } from './delivery.ts'
import { createMessage, findDialect, mintKey } from './dialects.ts'
import type { Effects } from './effects.ts'
import type { Subscription } from './subscription.ts'

/** Kinds of deliveries: correct, signed with an unknown key, or too old. */
export const manners = ['genuine', 'forged', 'stale'] as const
export type Manner = (typeof manners)[number]

/** Age that every receiver rejects: two weeks, in milliseconds. */
const longAgo = 14 * 24 * 60 * 60 * 1000

/**
 * Creates a delivery that has not been sent yet. If the subscription has another service's dialect, the
 * delivery contains a message of that service instead of the given body.
 */
export function newDelivery(
  params: { subscription: Subscription; eventType: Delivery['eventType']; body: object; manner?: Manner },
  fx: Effects
): Delivery {
  const { subscription, eventType, body, manner = 'genuine' } = params
  const { url, secret } = subscription
  const dialect = findDialect(subscription.dialect)
  const forge = () => (dialect === undefined ? fx.randomHex(32) : mintKey(dialect, fx).secret)
  const delivery: Delivery = {
    id: fx.newId(),
    subscriptionId: subscription.id,
    url,
    secret: manner === 'forged' ? forge() : secret,
    eventType,
    body: JSON.stringify(body),
    spoken: null,
    late: manner === 'stale' ? longAgo : 0,
    attempts: 0,
    sentAt: fx.clock(),
    outcome: { kind: 'open' }
  }
  return dialect === undefined ? delivery : { ...delivery, ...createMessage(dialect, delivery, fx) }
}
