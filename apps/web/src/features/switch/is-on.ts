import type { Subscription } from '@hookwright/model'

/**
 * Whether a flow takes what arrives: it is on, is paused, or comes on. The same as the model's `takesDeliveries`, which a
 * page that does without zod cannot have; a test holds the two together.
 */
export const isOn = ({ subscription }: { subscription: Pick<Subscription, 'status'> | null }): boolean =>
  subscription !== null && ['registering', 'on', 'paused'].includes(subscription.status.is)
