/** Reason for the end of a subscription. */
export type SubscriptionEndReason =
  | 'turned-off'
  | 'refused'
  | 'timed-out'
  | 'cancelled'
  | 'uncertain'
  | 'replaced'

/**
 * Status of a subscription. `registering` already accepts and stores deliveries. `uncertain` means that the
 * registration may exist at the service, but was not confirmed.
 */
export type SubscriptionStatus =
  | { is: 'registering' }
  | { is: 'on' }
  | { is: 'paused' }
  | { is: 'deregistering' }
  | { is: 'ended'; how: SubscriptionEndReason }

/** Returns true if a subscription's Event URL accepts deliveries in this status. */
export const takesDeliveries = (status: SubscriptionStatus): boolean => {
  switch (status.is) {
    case 'registering':
    case 'on':
    case 'paused':
      return true
    case 'deregistering':
    case 'ended':
      return false
  }
}

/**
 * Returns true if a subscription in this status runs the deliveries that it accepted. Deliveries accepted
 * earlier also run after the subscription was turned off.
 */
export const runsDeliveries = (status: SubscriptionStatus): boolean =>
  status.is === 'on' ||
  status.is === 'deregistering' ||
  (status.is === 'ended' && (status.how === 'turned-off' || status.how === 'replaced'))
