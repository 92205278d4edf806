import { type Authentication, type Binding, CONNECTION_CARD, type FieldId, pillsOf } from '@hookwright/model'

const bindingsOf = ({ baseUrl, placement, token, code }: Authentication): Binding[] => {
  const placed = (): Binding[] => {
    switch (placement.kind) {
      case 'none':
        return []
      case 'header':
        return [placement.value]
      case 'basic':
        return [placement.username, placement.password]
      case 'parameters':
        return [...Object.values(placement.headers), ...Object.values(placement.query)]
    }
  }
  const client = (): Binding[] => {
    if (code?.client.ownership === 'customer') return [code.client.clientId, code.client.clientSecret]
    return token === undefined ? [] : [token.clientId, token.clientSecret]
  }
  return [baseUrl, ...placed(), ...client()]
}

/**
 * Returns the ids of the connection fields whose values are sent with requests. They are in the URL, a header
 * or the query, or are client credentials.
 */
export const fieldsPlacedIn = (authentication: Authentication): Set<FieldId> =>
  new Set(
    bindingsOf(authentication)
      .flatMap(pillsOf)
      .filter(({ card }) => card === CONNECTION_CARD)
      .map(({ field }) => field)
  )
