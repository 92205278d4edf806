import type { Subscription } from '@hookwright/model'

/**
 * Returns true when a flow accepts requests: it is on, paused or registering.
 * Duplicates the model's `takesDeliveries`, which would pull zod into this page; a test keeps the two equal.
 */
export const isOn = ({ subscription }: { subscription: Pick<Subscription, 'status'> | null }): boolean =>
  subscription !== null && ['registering', 'on', 'paused'].includes(subscription.status.is)

/** Returns true for a flow that is on or paused, whose subscription can be replaced. */
export const canRotate = ({ status }: Pick<Subscription, 'status'>): boolean =>
  status.is === 'on' || status.is === 'paused'
