import type { Id } from '@hookwright/model'

/** The place to which a subscription's sealed things are bound. */
export const sealPlace = (
  id: Id,
  part: 'token' | 'registration-data' | 'signing-secret' | 'captured'
): string => `subscription/${id}/${part}`

/** The place to which the Registration Data of an orphan is bound. */
export const orphanPlace = (id: Id): string => `orphan/${id}/registration-data`

/** Sealing place of the exact body of a delivery that contains a secret. */
export const bodyPlace = (id: Id): string => `delivery/${id}/body`

/** The place to which the token or the secret of an API endpoint is bound. */
export const endpointPlace = (id: Id, part: 'token' | 'secret'): string => `api-endpoint/${id}/${part}`
