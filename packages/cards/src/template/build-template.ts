import type { CardSpec } from '@hookwright/engine'
import {
  type Binding,
  type Bindings,
  type Card,
  type CardId,
  type Field,
  type FieldId,
  type Flow,
  one
} from '@hookwright/model'

/** Creates a helper flow's inputs from the options of an event, with the same labels, by which they are mapped. */
export const inputsOfOptions = (options: Field[], newId: () => FieldId) =>
  options.map(({ label, required }) => ({
    id: newId(),
    label,
    fieldType: 'text-field' as const,
    dataType: one('text'),
    required
  }))

/**
 * Creates the same inputs, none of them required: an input that the flow does not use yet must not prevent a
 * deployment.
 */
export const optionalInputs = (options: Field[], newId: () => FieldId) =>
  inputsOfOptions(options, newId).map(input => ({ ...input, required: false }))

const lastWordsOf = (baseUrl: Binding): string => {
  if (baseUrl.kind === 'literal') return typeof baseUrl.value === 'string' ? baseUrl.value : ''
  const last = baseUrl.kind === 'text' ? baseUrl.parts.at(-1) : undefined
  return typeof last === 'string' ? last : ''
}

/** A path of the practice service's API, below a base URL that may name its `/api` already. */
const pathBelow = (baseUrl: Binding, path: string): string =>
  /\/api\/*$/.test(lastWordsOf(baseUrl).trim()) ? path : `/api${path}`

/** Returns the path of the practice service's subscriptions. */
export const subscriptionsPath = (baseUrl: Binding): string => pathBelow(baseUrl, '/subscriptions')

/** Returns the path at which the practice service returns the account of the credentials. */
export const accountPath = (baseUrl: Binding): string => pathBelow(baseUrl, '/me')

/** Returns the path at which the practice service assigns equipment. */
export const equipmentPath = (baseUrl: Binding): string => pathBelow(baseUrl, '/equipment')

/**
 * Returns true for a base URL that is not that of the practice service. It uses https or starts with a pill; the
 * practice service is local and without TLS.
 */
export const isOtherService = (baseUrl: Binding): boolean => {
  if (baseUrl.kind === 'pill') return true
  const start = baseUrl.kind === 'text' ? (baseUrl.parts[0] ?? '') : baseUrl.value
  return typeof start === 'string' ? /^https:/i.test(start.trim()) : baseUrl.kind === 'text'
}

/**
 * Returns the inputs of a request. Only the paths of the practice service are known, so the URL is left to be filled in for
 * another service, with a note that tells what to enter.
 */
export const requestInputs = (
  baseUrl: Binding,
  { url, note, inputs = {} }: { url: Binding; note: string; inputs?: Bindings }
): Pick<Card, 'inputs' | 'note'> =>
  isOtherService(baseUrl) ? { note, inputs } : { inputs: { url, ...inputs } }

/** Input for the template of a helper flow. */
export interface TemplateInput {
  /** The options of the event that it is made for. */
  options: Field[]
  /** Base URL of the connector's requests. */
  baseUrl: Binding
  /** A new id for a card or a field. */
  newId: () => string
}

/** Returns a new card of a template, with the parts that differ from a blank one. */
export const filled = (spec: CardSpec, id: CardId, parts: Partial<Omit<Card, 'id' | 'type'>> = {}): Card => ({
  id,
  type: spec.type,
  inputs: {},
  ...spec.blank(),
  ...parts
})

/** Returns a flow of cards in a row. */
export const rowOfCards = (...cards: Card[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(card => card.id),
  cards: Object.fromEntries(cards.map(card => [card.id, card]))
})
