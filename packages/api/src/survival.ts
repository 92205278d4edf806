import type { Delivery, Id, Millis, Subscription } from '@hookwright/model'
import type { SignedIn } from './own.ts'

/**
 * Items from before the last server start that still exist: a delivery of a flow, and the flow's
 * registration.
 */
export interface Survival {
  /** Start time of the server. */
  startedAt: Millis
  deliveryId: Id
  receivedAt: Millis
  subscriptionId: Id
  registeredAt: Millis
}

/**
 * Returns the items of a flow that survived the last stop of the server, or null if either is
 * missing.
 */
export const survivalOf = (
  startedAt: Millis,
  delivery: Pick<Delivery, 'id' | 'receivedAt'> | undefined,
  subscriptions: readonly Pick<Subscription, 'id' | 'wanted' | 'startedAt' | 'status'>[]
): Survival | null => {
  const registered = subscriptions.find(
    ({ wanted, startedAt: at, status }) =>
      wanted && at < startedAt && (status.is === 'on' || status.is === 'paused')
  )
  if (delivery === undefined || registered === undefined) return null
  return {
    startedAt,
    deliveryId: delivery.id,
    receivedAt: delivery.receivedAt,
    subscriptionId: registered.id,
    registeredAt: registered.startedAt
  }
}

/**
 * Loads the delivery and the registration of a flow that survived the last stop of the server; null if one is
 * missing.
 */
export const findSurvival = async ({ backend, server }: SignedIn, flowId: Id): Promise<Survival | null> => {
  const before = { scope: { flowId }, to: server.startedAt, limit: 1 }
  const { rows } = await backend.deliveries.list(before)
  return survivalOf(server.startedAt, rows[0], await backend.subscriptions.list(flowId))
}
