import {
  type CardSpec,
  type Catalog,
  type OutputPort,
  type Ports,
  type Specs,
  typeAt
} from '@hookwright/engine'
import {
  type Binding,
  type Bindings,
  type Block,
  type Card,
  type CardId,
  coerce,
  cutText,
  type DataKind,
  type FieldId,
  type Flow,
  fitOf,
  type Json,
  type JsonObject,
  jsonOfText,
  literal,
  one,
  type Path,
  Path as PathSchema,
  type Pill,
  pill,
  type ValueType
} from '@hookwright/model'

/** Value that later cards can use, with its type. */
export interface Source {
  pill: Pill
  type: ValueType
}

/** Value for an input: an earlier value, a constant, or a text that contains earlier values. */
export type DraftInput =
  | { kind: 'source'; source: Source; wrap?: DataKind }
  | { kind: 'value'; value: Json }
  | { kind: 'text'; parts: (string | Source)[] }

/** Sequence of cards under construction (the flow itself, or one block of a card), as card ids. */
export type Strip = CardId[]

/** Card to add to a flow. */
export interface NewCard {
  type: string
  config: JsonObject
  inputs?: Record<FieldId, DraftInput | undefined>
  blocks?: { id: FieldId; strip: Strip; joins?: Record<FieldId, DraftInput | undefined> }[]
  title?: string | null
  note?: string | null
  /** Id from `newId`. Set if the card's own inputs or blocks refer to the card. */
  id?: CardId
}

/** Result of adding a card. */
export interface AddedCard {
  id: CardId
  /** Titles of the cards that were inserted before this card. */
  inserted: string[]
  /** Labels of inputs that lost their value because its type does not fit. */
  lost: string[]
  /** Returns an output, or a part of an output. Null if it is unknown. */
  out: (field: FieldId, path?: Path) => Source | null
}

/** Returns a part of a value; null where its type has no parts, or the path is invalid. */
export const partOf = ({ pill: from, type }: Source, path: Path): Source | null => {
  const whole = PathSchema.safeParse([...from.path, ...path])
  const found = typeAt(type, path)
  return whole.success && found !== null ? { pill: { ...from, path: whole.data }, type: found } : null
}

/** Flow under construction. */
export interface DraftFlow {
  newId: () => CardId
  add: (strip: Strip, card: NewCard) => AddedCard
  /** Returns a value that a card provides to its own inputs and blocks. */
  inner: (id: CardId, field: FieldId, type: ValueType) => Source
  cards: Record<CardId, Card>
  flow: (strip: Strip) => Flow
}

const converterOf = (specs: Specs, from: ValueType, into: ValueType): CardSpec | null =>
  [...specs.values()].find(({ converts }) => converts?.fits(from, into)) ?? null

const takesText = (type: ValueType): boolean => !type.list && type.kind !== 'object' && type.kind !== 'file'

/** Creates an empty flow, to which cards are added in the order of their execution. */
export const createDraftFlow = ({ specs, catalog }: { specs: Specs; catalog: Catalog }): DraftFlow => {
  const cards: Record<CardId, Card> = {}
  let count = 0
  const newId = (): CardId => {
    count += 1
    return `c${count}`
  }

  /** Adds a converter card and returns its output. */
  const convert = (
    strip: Strip,
    type: string,
    config: JsonObject,
    input: FieldId,
    binding: Binding
  ): CardId => {
    const id = newId()
    const blank = specs.get(type)?.blank() ?? { config: {} }
    cards[id] = {
      id,
      type,
      config: { ...blank.config, ...config },
      inputs: { ...blank.inputs, [input]: binding }
    }
    strip.push(id)
    return id
  }

  const fitSource = (
    strip: Strip,
    { source, wrap }: { source: Source; wrap?: DataKind },
    into: ValueType,
    inserted: string[],
    own: CardId | null
  ): Pill | null => {
    const { pill: from, type } = source
    if (wrap !== undefined && !type.list && into.list) {
      const items = into.kind !== 'any' ? into.kind : type.kind === 'any' ? wrap : type.kind
      const config = { items, fields: [{ id: 'item1', label: 'Item 1' }] }
      inserted.push('List Construct')
      return pill(convert(strip, 'list-construct', config, 'item1', from), 'output')
    }
    if (fitOf(type, into) !== 'refused') return from
    // A value of the card itself cannot be converted before it.
    if (from.card === own) return null
    const converter = converterOf(specs, type, into)
    if (converter?.converts) {
      const { input, output } = converter.converts
      inserted.push(converter.title)
      return pill(convert(strip, converter.type, {}, input, from), output)
    }
    // A value inside an object is checked when the flow runs only, as the other product does it.
    const kept = type.kind === 'any' ? { kind: 'object' as const, list: type.list } : type
    const config = { keys: [{ id: 'value', key: 'value', dataType: { ...kept } }] }
    inserted.push('Construct')
    return pill(convert(strip, 'object-construct', config, 'value', from), 'output', ['value'])
  }

  /**
   * Returns the binding for a value, after inserting converter cards if necessary. Null if the value cannot
   * fit.
   */
  const fit = (
    strip: Strip,
    input: DraftInput,
    into: ValueType,
    inserted: string[],
    own: CardId | null
  ): Binding | null => {
    if (input.kind === 'value') {
      const coerced = coerce(input.value, into)
      if (coerced.ok) return literal(input.value)
      if (into.list && input.value !== '' && coerce([input.value], into).ok) return literal([input.value])
      if (into.kind === 'text' && !into.list) return literal(JSON.stringify(input.value))
      if (typeof input.value !== 'string') return null
      const parsed = jsonOfText(input.value)
      return parsed !== undefined && coerce(parsed, into).ok ? literal(parsed) : null
    }
    if (input.kind === 'source') return fitSource(strip, input, into, inserted, own)
    const parts = input.parts.map(part =>
      typeof part === 'string' ? part : fitSource(strip, { source: part }, one('text'), inserted, own)
    )
    const kept = parts.filter(part => part !== null)
    if (takesText(into)) return { kind: 'text', parts: kept }
    const id = convert(strip, 'compose', {}, 'text', { kind: 'text', parts: kept })
    inserted.push('Compose')
    return fitSource(strip, { source: { pill: pill(id, 'output'), type: one('text') } }, into, inserted, own)
  }

  const portsOf = (type: string, config: JsonObject): Ports | null =>
    specs.get(type)?.ports(config, catalog) ?? null

  const bind = (
    strip: Strip,
    ports: readonly { id: FieldId; label: string; type: ValueType }[],
    values: Record<FieldId, DraftInput | undefined>,
    found: { inserted: string[]; lost: string[] },
    own: CardId | null
  ): Bindings => {
    const bindings: Bindings = {}
    for (const [field, value] of Object.entries(values)) {
      if (value === undefined) continue
      const port = ports.find(({ id }) => id === field)
      const binding = port && fit(strip, value, port.type, found.inserted, own)
      if (binding) bindings[field] = binding
      else found.lost.push(port?.label ?? field)
    }
    return bindings
  }

  return {
    newId,
    cards,
    inner: (id, field, type) => ({ pill: pill(id, field), type }),
    add: (strip, { type, config, inputs = {}, blocks, title, note, id = newId() }) => {
      const ports = portsOf(type, config)
      const found: { inserted: string[]; lost: string[] } = { inserted: [], lost: [] }
      const bindings = bind(strip, ports?.inputs ?? [], inputs, found, id)
      const built = blocks?.map(({ id: block, strip: cardsOfBlock, joins = {} }): Block => {
        const joined = bind(cardsOfBlock, ports?.joins ?? [], joins, found, null)
        return { id: block, strip: cardsOfBlock, joins: joined }
      })
      cards[id] = {
        ...{ id, type, config, inputs: bindings },
        ...(title != null && title.trim() !== '' && { title: cutText(title.trim(), 200) }),
        ...(note != null && note.trim() !== '' && { note: cutText(note, 10_000) }),
        ...(built !== undefined && { blocks: built })
      }
      strip.push(id)
      const outputs: OutputPort[] = [...(ports?.outputs ?? []), ...(ports?.joins ?? [])]
      return {
        ...{ id, ...found },
        out: (field, path = []) => {
          const port = outputs.find(output => output.id === field)
          return port === undefined ? null : partOf({ pill: pill(id, field), type: port.type }, path)
        }
      }
    },
    flow: strip => ({ schemaVersion: 1, strip, cards })
  }
}
