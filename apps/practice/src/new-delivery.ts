import type { Delivery } from './delivery.ts'
import type { Effects } from './effects.ts'
import type { Subscription } from './subscription.ts'

/** A delivery that has not been tried yet. */
export function newDelivery(
  given: { subscription: Subscription; eventType: Delivery['eventType']; body: object },
  fx: Effects
): Delivery {
  const { subscription, eventType, body } = given
  return {
    id: fx.newId(),
    subscriptionId: subscription.id,
    url: subscription.url,
    secret: subscription.secret,
    eventType,
    body: JSON.stringify(body),
    attempts: 0,
    sentAt: fx.clock(),
    outcome: { kind: 'open' }
  }
}
