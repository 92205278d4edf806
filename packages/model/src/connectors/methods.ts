import { type Authentication, type ConnectionField, FIRST_METHOD } from './authentication.ts'

/** Authentication with one method, which has an id. */
export type Method = Authentication & { id: string }

/**
 * Returns the methods of a connector, the first one first. Each is an authentication without
 * further ones.
 */
export const methodsOf = ({ others = [], ...first }: Authentication): [Method, ...Method[]] => [
  { ...first, id: first.id ?? FIRST_METHOD },
  ...others
]

/** Returns the method with an id; null for an unknown one. */
export const methodOf = (authentication: Authentication, id: string): Method | null =>
  methodsOf(authentication).find(method => method.id === id) ?? null

/**
 * Returns the connection fields of all methods, each id once. Maker's flows can use all values;
 * labels in further methods name the method.
 */
export const connectionFieldsOf = (authentication: Authentication): ConnectionField[] => {
  const [first, ...others] = methodsOf(authentication)
  const known = new Set<string>()
  const named = others.flatMap(({ name, fields }) =>
    fields.map(field => ({ ...field, label: `${field.label} (${name})` }))
  )
  return [...first.fields, ...named].filter(({ id }) => !known.has(id) && known.add(id))
}

/** Returns true if the sign-in of a method needs a client ID of the connector that has not been entered. */
export const lacksClientId = ({ code }: Pick<Method, 'code'>): boolean =>
  code?.client.ownership === 'maker' && code.client.clientId === ''

/** Returns the methods whose sign-in needs a client ID of the connector that has not been entered. */
export const methodsWithoutClient = (authentication: Authentication): Method[] =>
  methodsOf(authentication).filter(lacksClientId)

/** Returns true when requests need a connection, for its values or for its sign-in. */
export const needsConnection = (authentication: Authentication): boolean =>
  methodsOf(authentication).some(
    ({ fields, code }) => fields.some(({ source }) => source?.from !== 'fixed') || code !== undefined
  )
