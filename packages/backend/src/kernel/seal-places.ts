import type { Id } from '@hookwright/model'

/** Returns the sealing place of a subscription's secrets. */
export const sealPlace = (
  id: Id,
  part: 'token' | 'registration-data' | 'signing-secret' | 'captured'
): string => `subscription/${id}/${part}`

/** Returns the sealing place of an orphan's Registration Data. */
export const orphanPlace = (id: Id): string => `orphan/${id}/registration-data`

/** Returns the sealing place of the exact body of a delivery that contains a secret. */
export const bodyPlace = (id: Id): string => `delivery/${id}/body`

/** Returns the sealing place of the token or secret of an API endpoint. */
export const endpointPlace = (id: Id, part: 'token' | 'secret'): string => `api-endpoint/${id}/${part}`
