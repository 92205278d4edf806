/** How a subscription ended. */
export type EndedHow = 'turned-off' | 'refused' | 'timed-out' | 'cancelled' | 'uncertain' | 'replaced'

/**
 * Where a subscription stands. `registering` answers at its Event URL and keeps what comes; `uncertain` means that it
 * may exist at the service although we never heard so.
 */
export type SubscriptionStatus =
  | { is: 'registering' }
  | { is: 'on' }
  | { is: 'paused' }
  | { is: 'deregistering' }
  | { is: 'ended'; how: EndedHow }

/** Whether the Event URL of a subscription takes deliveries in this status. */
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

/** Whether what was accepted at the Event URL of a subscription is run in this status; what came before off still is. */
export const runsDeliveries = (status: SubscriptionStatus): boolean =>
  status.is === 'on' ||
  status.is === 'deregistering' ||
  (status.is === 'ended' && (status.how === 'turned-off' || status.how === 'replaced'))
