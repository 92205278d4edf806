import type { Delivery, Id, Millis, Subscription } from '@hookwright/model'
import type { SignedIn } from './own.ts'

/**
 * Proof that a flow survived a server restart. It consists of a delivery and a registration from before the
 * last server start.
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
 * Returns the proof that a flow survived the last server restart. Null without a delivery, or without an
 * active registration from before the start.
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
 * Loads a delivery and the registration of a flow from before the last server start. Null if either is
 * missing.
 */
export const findSurvival = async ({ backend, server }: SignedIn, flowId: Id): Promise<Survival | null> => {
  const before = { scope: { flowId }, to: server.startedAt, limit: 1 }
  const { rows } = await backend.deliveries.list(before)
  return survivalOf(server.startedAt, rows[0], await backend.subscriptions.list(flowId))
}
