import type { Id } from '@hookwright/model'

/** Returns the `place` (associated data) for the encryption of a secret of a subscription. */
export const sealPlace = (
  id: Id,
  part: 'token' | 'registration-data' | 'signing-secret' | 'captured'
): string => `subscription/${id}/${part}`

/** Returns the `place` (associated data) for the encryption of an orphan's Registration Data. */
export const orphanPlace = (id: Id): string => `orphan/${id}/registration-data`

/**
 * Returns the `place` (associated data) for the encryption of a delivery's exact body, if the body contains a
 * secret.
 */
export const bodyPlace = (id: Id): string => `delivery/${id}/body`

/** Returns the `place` (associated data) for the encryption of the secrets of an agent's subscription to an event. */
export const eventSecretPlace = (id: Id): string => `event-subscription/${id}/secret`

/** Returns the `place` (associated data) for the encryption of the token or secret of an API endpoint. */
export const endpointPlace = (id: Id, part: 'token' | 'secret'): string => `api-endpoint/${id}/${part}`
