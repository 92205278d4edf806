import { type Authentication, type ConnectionField, FIRST_METHOD } from './authentication.ts'

/** One authentication method of a connector, with its id. */
export type Method = Authentication & { id: string }

/**
 * Returns the authentication methods of a connector, each without nested methods. The first method comes
 * first.
 */
export const methodsOf = ({ others = [], ...first }: Authentication): [Method, ...Method[]] => [
  { ...first, id: first.id ?? FIRST_METHOD },
  ...others
]

/** Returns the method with the given id. `null` for an unknown id. */
export const methodOf = (authentication: Authentication, id: string): Method | null =>
  methodsOf(authentication).find(method => method.id === id) ?? null

/**
 * Returns the connection fields of all methods, without duplicate ids. Makers' flows can use all of them.
 * Labels of fields from additional methods include the method's name.
 */
export const connectionFieldsOf = (authentication: Authentication): ConnectionField[] => {
  const [first, ...others] = methodsOf(authentication)
  const known = new Set<string>()
  const named = others.flatMap(({ name, fields }) =>
    fields.map(field => ({ ...field, label: `${field.label} (${name})` }))
  )
  return [...first.fields, ...named].filter(({ id }) => !known.has(id) && known.add(id))
}

/** Returns true if a method's sign-in needs a client ID of the connector that is missing. */
export const lacksClientId = ({ code }: Pick<Method, 'code'>): boolean =>
  code?.client.ownership === 'maker' && code.client.clientId === ''

/** Returns the methods whose sign-in needs a client ID of the connector that is missing. */
export const methodsWithoutClient = (authentication: Authentication): Method[] =>
  methodsOf(authentication).filter(lacksClientId)

/** Returns true if requests need a connection, for its values or its sign-in. */
export const needsConnection = (authentication: Authentication): boolean =>
  methodsOf(authentication).some(
    ({ fields, code }) => fields.some(({ source }) => source?.from !== 'fixed') || code !== undefined
  )
