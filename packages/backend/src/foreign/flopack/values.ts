import type { DataKind, DataType, ValueType } from '@hookwright/model'
import { type FloCard, type FloField, functionOf } from './read-flopack.ts'
import { linkKey, type WiredFlow } from './wire-flow.ts'

const kinds: ReadonlyMap<unknown, DataKind> = new Map<unknown, DataKind>([
  ['string', 'text'],
  ['number', 'number'],
  ['boolean', 'boolean'],
  ['Date', 'date'],
  ['object', 'object'],
  ['file', 'file']
])

/** Returns the declared data type of a field. A shape is an object, and an unknown type is text. */
export const declaredType = ({ value }: Pick<FloField, 'value'>): DataType => ({
  kind: kinds.get(value.type) ?? (typeof value.type === 'object' && value.type !== null ? 'object' : 'text'),
  list: value.collection
})

/** Returns true if a field has only the default type, which says nothing about its value. */
const isVague = ({ value }: FloField): boolean => value.type === 'object' || value.type === '*'

/**
 * Functions that return items of their input list. The value is the key of the output that contains these
 * items.
 */
const passing: ReadonlyMap<string, string> = new Map([
  ['list.at', 'item'],
  ['list.pop', 'item'],
  ['list.shift', 'item'],
  ['list.filterBy', 'list'],
  ['list.filter', 'list'],
  ['list.findBy', 'item'],
  ['list.uniqueBy', 'unique list'],
  ['list.sortBy', 'sorted list'],
  ['list.union', 'union'],
  ['list.intersection', 'list'],
  ['list.difference', 'list'],
  ['list.flatten', 'list'],
  ['list.sample', 'samples'],
  ['list.construct', 'list']
])

/** Functions with an input list that always contains objects. */
const ofObjects = new Set(['list.pluck', 'list.collapse'])

/** Maximum number of links to follow from an output to find a card with a declared type. */
const MOST_HOPS = 4

const kindOfShape = (type: unknown): DataKind | null =>
  kinds.get(type) ?? (typeof type === 'object' && type !== null ? 'object' : null)

/** Returns the data kind that later cards expect of an output. Null if no card expects one. */
const kindForConsumers = (
  flow: WiredFlow,
  { uuid, pins }: FloCard,
  output: FloField,
  hops: number
): DataKind | null => {
  if (hops > MOST_HOPS) return null
  for (const [target, inputs] of Object.entries(pins[output.id] ?? {})) {
    const card = flow.byUuid.get(target)
    if (card === undefined || target === uuid) continue
    const operation = functionOf(card) ?? ''
    for (const { input } of inputs) {
      const field = card.node.model.inputs.find(({ id }) => id === input)
      if (field === undefined) continue
      if (ofObjects.has(operation)) return 'object'
      if (!isVague(field)) {
        const kind = kindOfShape(field.value.type)
        if (kind !== null) return kind
      }
      const passed = card.node.model.outputs.find(({ key }) => key === passing.get(operation))
      const later = passed && kindForConsumers(flow, card, passed, hops + 1)
      if (later) return later
    }
  }
  return null
}

/**
 * Returns the data type of an output. If it has only the default type, the cards that use its value determine
 * the kind; without such cards it is `otherwise`.
 */
export const typeOfOutput = (
  flow: WiredFlow,
  card: FloCard,
  output: FloField,
  otherwise: DataKind
): DataType => {
  const declared = declaredType(output)
  if (!isVague(output)) return declared
  return { kind: kindForConsumers(flow, card, output, 0) ?? otherwise, list: declared.list }
}

/**
 * Returns the data kind of the items in an input list. Derives the kind from the source of the list, its
 * shape, or the cards that use the result.
 */
export const itemKindOf = (
  flow: WiredFlow,
  card: FloCard,
  input: FloField | undefined,
  output: FloField | undefined,
  source: ValueType | null
): DataKind => {
  if (source !== null && source.kind !== 'any' && source.list) return source.kind
  if (input !== undefined && !isVague(input)) {
    const kind = kindOfShape(input.value.type)
    if (kind !== null) return kind
  }
  if (output !== undefined) {
    const used = isVague(output) ? kindForConsumers(flow, card, output, 0) : kindOfShape(output.value.type)
    if (used !== null) return used
  }
  const [link] = input === undefined ? [] : (flow.links.get(linkKey(card.uuid, input.id)) ?? [])
  const from = link && flow.byUuid.get(link.card)?.node.model.outputs.find(({ id }) => id === link.output)
  return (from && kindOfShape(from.value.type)) ?? 'object'
}

const operators: ReadonlyMap<string, string> = new Map([
  ['==', 'equal'],
  ['===', 'equal'],
  ['!=', 'not-equal'],
  ['!==', 'not-equal'],
  ['>=', 'greater-or-equal'],
  ['<=', 'less-or-equal'],
  ['>', 'greater'],
  ['<', 'less'],
  ['%', 'multiple-of'],
  ['in', 'in'],
  ['not in', 'not-in'],
  ['has', 'has-key'],
  ["doesn't have", 'lacks-key'],
  ['is empty', 'is-empty'],
  ['is not empty', 'is-not-empty']
])

/** Returns the Hookwright operator for a comparison. Null if it is unknown. */
export const operatorOf = (text: unknown): string | null => operators.get(String(text)) ?? null

/** Parses a path with dots, such as `result.0.id`. */
export const dottedPath = (text: string): (string | number)[] =>
  text.split('.').map(part => (/^\d{1,6}$/.test(part) ? Number(part) : part))

/** Rewrites a path with dots in Hookwright's notation, such as `result[0].id` or `["odd key]"]`. */
export const writtenPath = (text: string): string =>
  dottedPath(text)
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`
      if (/[[\]"]/.test(part)) return `[${JSON.stringify(part)}]`
      return index === 0 ? part : `.${part}`
    })
    .join('')
