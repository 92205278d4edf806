import type { Subscription } from '@hookwright/model'

/**
 * Returns true when a flow accepts requests: it is on, paused or registering.
 *
 * Duplicates the model's `takesDeliveries`, since importing that would add zod to this page. A test checks
 * that both are equal.
 */
export const isOn = ({ subscription }: { subscription: Pick<Subscription, 'status'> | null }): boolean =>
  subscription !== null && ['registering', 'on', 'paused'].includes(subscription.status.is)

/** Returns true for a subscription that is on or paused and can therefore be replaced. */
export const canRotate = ({ status }: Pick<Subscription, 'status'>): boolean =>
  status.is === 'on' || status.is === 'paused'
