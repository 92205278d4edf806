import {
  type Binding,
  coerce,
  type DataType,
  type Field,
  type Json,
  listOf,
  literal,
  one,
  pill
} from '@hookwright/model'
import type { ApiDocument } from './document.ts'
import type { KeyValue } from './draw-cards.ts'
import type { ApiRegistration } from './find-registrations.ts'
import { isPathKey, type Namer } from './names.ts'
import { type ApiBody, bodyOf } from './operations.ts'
import { jsonTypeOf, type ReadSchema, readSchema, typeOfSchema } from './schemas.ts'

/** Input of the registration flow for the event type. */
export interface TypeInput {
  id: string
  label: string
  dataType: DataType
  /** Allowed event types. Null if any type is allowed. */
  values: readonly string[] | null
}

/** Body of the request that creates a subscription. */
export interface RegistrationBody {
  format: ApiBody['format']
  keys: [name: string, value: KeyValue][]
  /** Input that chooses the event type. Null if a subscription receives all events. */
  type: TypeInput | null
  /** Required values that each user of the event enters. */
  asked: Pick<Field, 'id' | 'label'>[]
  hasSecret: boolean
  /** Required keys of the body for which no value is known. */
  open: string[]
}

const START = 'start'
const typesName = /^(enabled_?)?(event|topic|trigger)s?(_?(type|name)s?)?$/i
const secretName = /secret|signing_?key|hmac/i
const formatName = /^content_?type$/i
const nameName = /^(name|title|label|description)$/i

const jsonAmong = (schema: ReadSchema): Json =>
  schema.values?.map(String).find(value => value.includes('json')) ?? 'json'

/** Returns the only value that a schema allows, otherwise its default. Undefined if there is neither. */
const onlyValueOf = ({ values, initial }: ReadSchema): Json | undefined => {
  const [only, more] = values ?? []
  const found = only !== undefined && more === undefined ? only : initial
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean'
    ? found
    : undefined
}

/** Returns the word that a description requires, as in `Must be passed as "web"`. */
const demandedBy = (description: unknown): string | undefined =>
  typeof description === 'string'
    ? /must be (?:passed as|set to|equal to)? ?["'“`]([^"'”`]{1,60})["'”`]/i.exec(description)?.[1]
    : undefined

/**
 * Reads the body of a create operation: the Event URL, the event type, a secret, and other required values.
 */
export const readRegistrationBody = (
  document: ApiDocument,
  { create, urlAt }: ApiRegistration,
  namer: Namer
): RegistrationBody => {
  const body = bodyOf(document, create)
  const read: RegistrationBody = {
    format: body?.format ?? 'json',
    ...{ keys: [], type: null, asked: [], hasSecret: false, open: [] }
  }
  const bound = (binding: Binding, dataType: DataType): KeyValue => ({ binding, dataType })

  /** Returns the value of a key. Null to omit the key. */
  const keyValueOf = (name: string, property: unknown, schema: ReadSchema, isRequired: boolean) => {
    const { dataType } = typeOfSchema(document, schema)
    if (schema.isReadOnly) return null
    if (typesName.test(name) && read.type === null && dataType.kind === 'text') {
      const list = dataType.list ? readSchema(document, schema.items) : schema
      const values = list.values?.map(String) ?? null
      const id = namer.idOf('eventType')
      const label = namer.labelOf(dataType.list ? 'Event types' : 'Event type', '')
      read.type = { id, label, values, dataType: dataType.list ? listOf('text') : one('text') }
      return bound(pill(START, id), dataType)
    }
    if (secretName.test(name) && dataType.kind === 'text' && !dataType.list) {
      read.hasSecret = true
      return bound(pill(START, 'signingSecret'), one('text'))
    }
    if (formatName.test(name) && jsonTypeOf(schema) === 'string')
      return bound(literal(jsonAmong(schema)), one('text'))
    if (!isRequired) return null
    const only = onlyValueOf(schema) ?? demandedBy(document.resolve(property)?.description)
    if (only !== undefined && !dataType.list && coerce(only, dataType).ok)
      return bound(literal(only), dataType)
    if (dataType.kind === 'boolean') return bound(literal(true), dataType)
    if (dataType.kind === 'text' && !dataType.list) {
      if (nameName.test(name)) return bound(literal('Hookwright'), dataType)
      const asked = { id: namer.idOf(name), label: namer.labelOf(name, '') }
      read.asked.push(asked)
      return bound(pill(START, asked.id), one('text'))
    }
    read.open.push(name)
    return null
  }

  const keysOf = (schema: ReadSchema, path: readonly string[]): [string, KeyValue][] => {
    const [next, ...rest] = path
    const keys: [string, KeyValue][] = []
    for (const [name, property] of schema.properties) {
      if (!isPathKey(name) || keys.length === 100) continue
      const inner = readSchema(document, property)
      if (name === next) {
        const value =
          rest.length === 0 ? bound(pill(START, 'eventUrl'), one('text')) : { keys: keysOf(inner, rest) }
        keys.push([name, value])
        continue
      }
      const value = keyValueOf(name, property, inner, schema.required.has(name))
      if (value !== null) keys.push([name, value])
    }
    // A callback may name a property that the schema does not declare.
    if (next !== undefined && !keys.some(([name]) => name === next)) {
      const none = readSchema(document, undefined)
      const value =
        rest.length === 0 ? bound(pill(START, 'eventUrl'), one('text')) : { keys: keysOf(none, rest) }
      keys.push([next, value])
    }
    return keys
  }

  read.keys = keysOf(readSchema(document, body?.schema), urlAt)
  return read
}
