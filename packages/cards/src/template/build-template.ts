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

/**
 * Creates a helper flow's inputs from the options of an event. The inputs have the options' labels, which are
 * used to map them.
 */
export const inputsOfOptions = (options: Field[], newId: () => FieldId) =>
  options.map(({ label, required }) => ({
    id: newId(),
    label,
    fieldType: 'text-field' as const,
    dataType: one('text'),
    required
  }))

/**
 * Creates optional inputs of a helper flow from the options of an event. A required input that the flow does
 * not use yet would prevent a deployment.
 */
export const optionalInputs = (options: Field[], newId: () => FieldId) =>
  inputsOfOptions(options, newId).map(input => ({ ...input, required: false }))

const lastWordsOf = (baseUrl: Binding): string => {
  if (baseUrl.kind === 'literal') return typeof baseUrl.value === 'string' ? baseUrl.value : ''
  const last = baseUrl.kind === 'text' ? baseUrl.parts.at(-1) : undefined
  return typeof last === 'string' ? last : ''
}

/**
 * Returns the URL path of a practice service endpoint, relative to the base URL. The base URL may already end
 * with `/api`.
 */
const pathBelow = (baseUrl: Binding, path: string): string =>
  /\/api\/*$/.test(lastWordsOf(baseUrl).trim()) ? path : `/api${path}`

/** Returns the path of the practice service's subscriptions. */
export const subscriptionsPath = (baseUrl: Binding): string => pathBelow(baseUrl, '/subscriptions')

/** Returns the path of the practice service endpoint that returns the account of the credentials. */
export const accountPath = (baseUrl: Binding): string => pathBelow(baseUrl, '/me')

/** Returns the path of the practice service endpoint that assigns equipment. */
export const equipmentPath = (baseUrl: Binding): string => pathBelow(baseUrl, '/equipment')

/**
 * Returns true for a base URL that does not belong to the practice service. Such a URL uses https or starts
 * with a pill; the practice service is local and uses no TLS.
 */
export const isOtherService = (baseUrl: Binding): boolean => {
  if (baseUrl.kind === 'pill') return true
  const start = baseUrl.kind === 'text' ? (baseUrl.parts[0] ?? '') : baseUrl.value
  return typeof start === 'string' ? /^https:/i.test(start.trim()) : baseUrl.kind === 'text'
}

/**
 * Returns the inputs of a request card. For the practice service, the URL is filled in. For another service,
 * the URL stays empty and a note explains what to enter.
 */
export const requestInputs = (
  baseUrl: Binding,
  { url, note, inputs = {} }: { url: Binding; note: string; inputs?: Bindings }
): Pick<Card, 'inputs' | 'note'> =>
  isOtherService(baseUrl) ? { note, inputs } : { inputs: { url, ...inputs } }

/** Input for the template of a helper flow. */
export interface TemplateInput {
  /** Options of the event that the helper flow is made for. */
  options: Field[]
  /** Base URL of the connector's requests. */
  baseUrl: Binding
  /** Creates an id for a card or a field. */
  newId: () => string
}

/** Returns a new card for a template, with the given parts replacing the defaults. */
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
