import { optionPortId } from '@hookwright/engine'
import { type Card, type Flow, type Id, type Json, literal, pill } from '@hookwright/model'
import type { ApiDocument, ImportNote } from './document.ts'
import { cardOf, configOfGroups, fieldOf, flowOf } from './draw-cards.ts'
import type { ApiEvent } from './events.ts'
import { isPathKey } from './names.ts'
import { bodyOf, parametersOf } from './operations.ts'
import { outputsOfSchema } from './outputs.ts'
import type { RegistrationFlows } from './registration-flows.ts'
import { readSchema } from './schemas.ts'

const EVENT = 'event'

/** Maximum number of conditions on an event's body. */
const MOST_CONDITIONS = 5

/**
 * Ids of the flows that register, deregister and list an event's subscriptions. `asked` and `type` are the
 * values that the event passes to them.
 */
export interface LinkedRegistration extends Pick<RegistrationFlows, 'asked' | 'type'> {
  registrationFlowId: Id
  deregistrationFlowId: Id | null
  listingFlowId: Id | null
}

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Returns the body keys that identify an event, such as `action`, with their values. They are required, and
 * each allows only a single non-empty text.
 */
const fixedKeys = (document: ApiDocument, event: ApiEvent): [key: string, value: string][] => {
  const schema = readSchema(document, bodyOfEvent(document, event)?.schema)
  return [...schema.properties].flatMap(([name, property]): [string, string][] => {
    if (!isPathKey(name) || !schema.required.has(name)) return []
    const { values } = readSchema(document, property)
    const [only, more] = values ?? []
    return typeof only === 'string' && only !== '' && more === undefined ? [[name, only]] : []
  })
}

const bodyOfEvent = (document: ApiDocument, { node, item }: ApiEvent) =>
  bodyOf(document, {
    ...{ key: '', method: 'POST', path: '', name: '', tag: '', isDeprecated: false },
    ...{ node, item }
  })

/**
 * Returns the event type to subscribe to: the longest allowed type with which the event's name begins. If
 * there is none, returns the name without an ending that the body already fixes.
 */
const eventTypeOf = (event: string, fixed: readonly string[], allowed: readonly string[] | null): string => {
  const wanted = plain(event)
  const known = (allowed ?? [])
    .filter(type => plain(type) !== '' && wanted.startsWith(plain(type)))
    .sort((one, other) => other.length - one.length)[0]
  if (known !== undefined) return known
  const ending = fixed.find(
    value => plain(value) !== '' && wanted !== plain(value) && wanted.endsWith(plain(value))
  )
  if (ending === undefined) return event
  const words = event.split(/[^\p{L}\p{N}]+/u)
  const count = ending.split(/[^\p{L}\p{N}]+/u).length
  return words.length > count ? words.slice(0, -count).join('_') : event
}

/**
 * Returns the cards that stop the flow unless the body has these values. They exclude other events at the
 * same Event URL.
 */
const conditions = (fixed: readonly [key: string, value: string][]): Card[] =>
  fixed.slice(0, MOST_CONDITIONS).map(([key, value], index) =>
    cardOf('continue-if', `only${index + 1}`, {
      title: `Only ${value}`,
      config: { operator: 'equal' },
      inputs: { left: pill(EVENT, 'body', [key]), right: literal(value) }
    })
  )

/** Returns the values that the event's card passes to the inputs of its helper flows. */
const slotsOf = (type: string, { asked, type: typeInput, ...flows }: LinkedRegistration): Card['inputs'] => {
  const there = {
    registration: true,
    deregistration: flows.deregistrationFlowId !== null,
    listing: flows.listingFlowId !== null
  }
  const values = asked.flatMap(({ field, roles }) =>
    roles
      .filter(role => there[role])
      .map(role => [`${role}.${field.id}`, pill(EVENT, optionPortId(field.id))] as const)
  )
  const value: Json = typeInput?.dataType.list ? [type] : type
  return {
    ...Object.fromEntries(values),
    ...(typeInput === null ? {} : { [`registration.${typeInput.id}`]: literal(value) })
  }
}

/** Converts a webhook or a callback to the flow of an event with typed outputs. */
export const eventFlow = (params: {
  document: ApiDocument
  event: ApiEvent
  registration: LinkedRegistration | null
  note: (note: ImportNote) => void
}): Flow => {
  const { document, event, registration, note } = params
  const place = event.key.slice(0, 120)
  const fixed = fixedKeys(document, event)
  const options = (registration?.asked ?? []).map(({ field }) => ({
    ...fieldOf(field, { kind: 'text', list: false }, true)
  }))
  const type = eventTypeOf(
    event.event.trim() || event.name,
    fixed.map(([, value]) => value),
    registration?.type?.values ?? null
  )
  if (registration !== null && registration.type !== null)
    note({
      place,
      reason: `The registration subscribes to the event type “${type.slice(0, 80)}”. Check on the event’s card that the service uses this name.`
    })
  const start = cardOf('webhook-event', EVENT, {
    config: {
      options,
      registrationFlowId: registration?.registrationFlowId ?? null,
      deregistrationFlowId: registration?.deregistrationFlowId ?? null,
      ...(registration !== null &&
        registration.listingFlowId !== null && { listingFlowId: registration.listingFlowId })
    },
    inputs: registration === null ? {} : slotsOf(type, registration)
  })
  const body = bodyOfEvent(document, event)
  const outputs = outputsOfSchema({
    ...{ document, note, whole: 'body', place: `${place} ▸ body` },
    schema: body?.schema,
    from: { card: EVENT, field: 'body' }
  })
  noteSignature(document, event, place, note)
  const last = cardOf('return-outputs', 'return', {
    config: { groups: configOfGroups([{ id: 'payload', name: 'Payload', ...outputs }]), runMode: false },
    inputs: outputs.inputs
  })
  return flowOf([start, ...conditions(fixed), last])
}

/** Adds a note that requests of an event are signed, since documents describe signatures only in prose. */
const noteSignature = (
  document: ApiDocument,
  { node, item }: ApiEvent,
  place: string,
  note: (note: ImportNote) => void
): void => {
  const signature = parametersOf(document, { node, item }).find(
    ({ name, in: where }) => where === 'header' && /signature|hmac/i.test(name)
  )
  if (signature !== undefined)
    note({
      place: `${place} ▸ header ${signature.name.slice(0, 60)}`,
      reason: 'The service signs its requests. Choose receiving rules on the event’s card to verify them.'
    })
}
