import type { ApiDocument } from './document.ts'
import type { ApiEvent } from './events.ts'
import { isPathKey } from './names.ts'
import { type ApiOperation, answerOf, bodyOf } from './operations.ts'
import { jsonTypeOf, type ReadSchema, readItems, readSchema } from './schemas.ts'

/** Operations that create, delete and list the subscriptions of a service. */
export interface ApiRegistration {
  /** Key of the create operation. */
  key: string
  create: ApiOperation
  remove: ApiOperation | null
  list: ApiOperation | null
  /** Path of the Event URL in the body of the create operation. */
  urlAt: string[]
  /** Path of the subscription's id in the response of the create operation. */
  idAt: string[]
}

/** Pattern of paths and names of operations about subscriptions. */
const subject = /hook|subscri|callback|notif|listener/i

const urlName = /url|uri|endpoint|callback|address|target|destination/i

/** Maximum depth at which the Event URL is searched in a body. */
const MOST_LEVELS = 3

/** Returns the path of the property for the Event URL. Null if there is none. */
const findUrl = (document: ApiDocument, schema: ReadSchema, levels = MOST_LEVELS): string[] | null => {
  const found = [...schema.properties].filter(([name]) => isPathKey(name))
  const read = found.map(([name, property]) => ({ name, inner: readSchema(document, property) }))
  const texts = read.filter(({ inner }) => !inner.isReadOnly && jsonTypeOf(inner) === 'string')
  const named = texts.filter(({ name }) => urlName.test(name))
  const best =
    named.find(({ inner }) => inner.format === 'uri' || inner.format === 'url') ??
    named.find(({ name }) => /url|uri/i.test(name)) ??
    named[0]
  if (best !== undefined) return [best.name]
  if (levels === 1) return null
  for (const { name, inner } of read) {
    if (jsonTypeOf(inner) !== 'object') continue
    const inside = findUrl(document, inner, levels - 1)
    if (inside !== null) return [name, ...inside]
  }
  return null
}

/** Returns the key of a subscription's id in an object. Null if there is none. */
export const idKeyIn = (schema: ReadSchema, parameter: string): string | null => {
  const last = parameter.split(/[_-]/).at(-1) ?? parameter
  const wanted = [parameter, 'id', last, 'uuid', 'uid', 'sid', 'guid', 'key']
  return wanted.find(name => schema.properties.has(name)) ?? null
}

/**
 * Returns the path of the subscription's id in the response of the create operation. The id is at the top
 * level or in the first nested object with an id; otherwise the path is `id`.
 */
const findId = (document: ApiDocument, create: ApiOperation, parameter: string): string[] => {
  const schema = readSchema(document, answerOf(document, create)?.schema)
  const key = idKeyIn(schema, parameter)
  if (key !== null) return [key]
  for (const [name, property] of schema.properties) {
    if (!isPathKey(name)) continue
    const inner = readSchema(document, property)
    const inside = jsonTypeOf(inner) === 'object' ? idKeyIn(inner, parameter) : null
    if (inside !== null) return [name, inside]
  }
  return ['id']
}

/** Path of a list in a response, with the schema of its items. */
export interface ListPlace {
  at: string[]
  items: ReadSchema
}

/** Returns the location of the list of objects in a response. Null if there is none. */
export const findList = (document: ApiDocument, list: ApiOperation): ListPlace | null => {
  const schema = readSchema(document, answerOf(document, list)?.schema)
  const isObjects = (each: ReadSchema): boolean =>
    jsonTypeOf(each) === 'array' && jsonTypeOf(readItems(document, each)) === 'object'
  if (isObjects(schema)) return { at: [], items: readItems(document, schema) }
  for (const [name, property] of schema.properties) {
    if (!isPathKey(name)) continue
    const inner = readSchema(document, property)
    if (isObjects(inner)) return { at: [name], items: readItems(document, inner) }
  }
  return null
}

/** Returns the path of the Event URL in an entry of a list; null for none. */
export const findListedUrl = (
  document: ApiDocument,
  { items }: ListPlace,
  urlAt: readonly string[]
): string[] | null => {
  let schema = items
  for (const [index, name] of urlAt.entries()) {
    const property = schema.properties.get(name)
    if (property === undefined) return findUrl(document, items)
    if (index === urlAt.length - 1) return [...urlAt]
    schema = readSchema(document, property)
  }
  return findUrl(document, items)
}

const parameterAfter = (path: string, base: string): string | null => {
  const [, name = null] = /^\/\{([^{}/]+)\}$/.exec(path.slice(base.length)) ?? []
  return path.startsWith(base) ? name : null
}

/**
 * Returns the registration with this create operation, and adds its delete and list operations. `declared` is
 * the path of the Event URL from a callback; null to search for it.
 */
const registrationOf = (
  document: ApiDocument,
  operations: readonly ApiOperation[],
  create: ApiOperation,
  declared: string[] | null
): ApiRegistration | null => {
  const body = create.method === 'GET' ? null : bodyOf(document, create)
  if (body === null || (body.format !== 'json' && body.format !== 'form')) return null
  const urlAt = declared ?? findUrl(document, readSchema(document, body.schema))
  if (urlAt === null || urlAt.length === 0 || !urlAt.every(isPathKey)) return null
  if (body.format === 'form' && urlAt.length > 1) return null
  const base = create.path.replace(/\/+$/, '')
  const remove =
    operations.find(({ method, path }) => method === 'DELETE' && parameterAfter(path, base) !== null) ?? null
  const list = operations.find(({ method, path }) => method === 'GET' && path === create.path) ?? null
  const parameter = remove === null ? 'id' : (parameterAfter(remove.path, base) ?? 'id')
  return { key: create.key, create, remove, list, urlAt, idAt: findId(document, create, parameter) }
}

/**
 * Returns the webhook registrations of a document, best first. Those that callbacks declare are followed by
 * operations with names about webhooks. The latter must create something with a URL and be able to delete it;
 * those that can also list it come first.
 */
export const findRegistrations = (
  document: ApiDocument,
  operations: readonly ApiOperation[],
  events: readonly ApiEvent[]
): ApiRegistration[] => {
  const found = new Map<string, ApiRegistration>()
  for (const { callback } of events) {
    if (callback === null || found.has(callback.operation.key)) continue
    const registration = registrationOf(document, operations, callback.operation, callback.urlAt)
    if (registration !== null) found.set(registration.key, registration)
  }
  const detected = operations
    .filter(({ method, path, name }) => method === 'POST' && (subject.test(path) || subject.test(name)))
    .flatMap(create => registrationOf(document, operations, create, null) ?? [])
    .filter(({ key, remove }) => remove !== null && !found.has(key))
  const rank = ({ create, list }: ApiRegistration): number =>
    (list === null ? 4 : 0) + (/hook/i.test(create.path) ? 0 : 2) + (create.isDeprecated ? 1 : 0)
  detected.sort((one, other) => rank(one) - rank(other))
  return [...found.values(), ...detected]
}
