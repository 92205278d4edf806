import type { Id } from '@hookwright/model'

/** Place to which the client secrets of a connector are bound. */

export const placeOfClients = (connectorId: Id): string => `connector/${connectorId}/clients`

/** Place to which the code verifier of a sign-in is bound. */
export const placeOfSignIn = (id: Id): string => `sign-in/${id}`
