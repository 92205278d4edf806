/**
 * Value that a test enters into an input of a flopack card. `from` reads an output of an earlier card, `item`
 * a part of the current list item; any other value is a constant.
 */
type Written =
  | string
  | number
  | boolean
  | null
  | object
  | { from: [card: string, output: string]; convert?: string }
  | { item: string | null }

/** Type of a field in a test's flopack, such as `string` or `string[]`. */
type WrittenType = string

/** Card of a written flopack. Keys may contain a group, such as `if/operator`. */
export interface WrittenCard {
  id: string
  op: string
  name?: string
  in?: Record<string, Written | undefined>
  types?: Record<string, WrittenType>
  out?: Record<string, WrittenType>
  /** Branches of If/Else. `joins` contains the types of the outputs that join their values. */
  whenTrue?: WrittenCard[]
  whenFalse?: WrittenCard[]
  joins?: Record<string, WrittenType>
  /** Error handling in the format of Okta Workflows. */
  policy?: object
  comments?: unknown
  /** Service of a connector's card. */
  service?: string
  webhook?: boolean
  /** Paths of the outputs of an opened object. */
  paths?: Record<string, string[]>
}

/** Creates a reference to an output of an earlier card. */
export const from = (card: string, output: string, convert?: string): Written => ({
  from: [card, output],
  ...(convert !== undefined && { convert })
})

/** Creates a reference to the current item of a list, or to a part of it. */
export const item = (path: string | null): Written => ({ item: path })

const isFrom = (value: unknown): value is { from: [string, string]; convert?: string } =>
  typeof value === 'object' && value !== null && 'from' in value

const isItem = (value: unknown): value is { item: string | null } =>
  typeof value === 'object' && value !== null && 'item' in value

const typeOf = (value: unknown): WrittenType => {
  if (Array.isArray(value)) return 'object[]'
  if (value === null || isFrom(value) || isItem(value)) return 'string'
  return typeof value
}

const splitKey = (key: string): { group: string | null; key: string } => {
  const [group, ...rest] = key.split('/')
  return rest.length === 0 ? { group: null, key } : { group: group ?? null, key: rest.join('/') }
}

/**
 * Keys of the context fields that Okta Workflows fills in at a start card. All other context fields contain
 * values of the outer flow.
 */
const told = new Set(['index', 'parent', 'error', 'execution_id', 'execution_time'])

const field = (side: string, card: string, name: string, type: WrittenType, index: number, rest = {}) => {
  const { group, key } = splitKey(name)
  return {
    id: `${side}-${card}-${name}`,
    ...{ group, key },
    value: { type: type.replace('[]', ''), collection: type.endsWith('[]'), data: null, ...rest },
    metadata: { index, forceHide: group === 'context' && !told.has(key) }
  }
}

type Made = Record<string, unknown> & { uuid: string; pins: Record<string, Record<string, object[]>> }

const pin = ({ pins }: Made, output: string, target: string, link: object): void => {
  const targets = pins[output] ?? {}
  pins[output] = targets
  targets[target] = [...(targets[target] ?? []), link]
}

const makeCard = (card: WrittenCard, cards: Map<string, Made>): Made => {
  const inputs = Object.entries(card.in ?? {}).map(([name, value], index) => {
    const type = card.types?.[name] ?? typeOf(value)
    if (isFrom(value)) {
      const [source, output] = value.from
      const made = cards.get(source)
      const outputId = `out-${source}-${output}`
      const link = {
        input: `in-${card.id}-${name}`,
        transform: value.convert === undefined ? null : { [outputId]: { convert: value.convert } }
      }
      if (made !== undefined) pin(made, outputId, card.id, link)
      return field('in', card.id, name, type, index)
    }
    if (isItem(value))
      return field('in', card.id, name, type, index, { proxy: { dynamic: true, path: value.item } })
    return field('in', card.id, name, type, index, { data: value ?? null })
  })
  const outputs = Object.entries(card.out ?? {}).map(([name, type], index) => {
    const made = field('out', card.id, name, type, index)
    const path = card.paths?.[name]
    return path === undefined ? made : { ...made, metadata: { ...made.metadata, path } }
  })
  const [group, operation] = card.op.split('.')
  const made: Made = {
    address:
      card.service === undefined
        ? `root:kernel:${group}:0.0.1:${operation}`
        : `root:channels:http:${card.service}:1.0.0:${card.op}`,
    uuid: card.id,
    branches: {},
    joins: {},
    pins: {},
    parents: null,
    node: {
      data: { name: card.name ?? card.op },
      model: {
        inputs: { data: Object.fromEntries(inputs.map(each => [each.id, each])) },
        outputs: { data: Object.fromEntries(outputs.map(each => [each.id, each])) },
        webhook: card.webhook ?? false,
        monitor: false,
        metadata: { name: card.name ?? card.op, description: null },
        comments: card.comments ?? null,
        policy: { error: card.policy ?? { type: 'finish' } }
      }
    }
  }
  cards.set(card.id, made)
  return made
}

/** Creates a flow in the flopack format from these cards, in this order. */
export const writeFlow = (written: readonly WrittenCard[], extra: object = {}): object => {
  const cards = new Map<string, Made>()
  const orderings: Record<string, [string, string]> = {}
  const order = (one: string | null, other: string): void => {
    if (one !== null) orderings[`${one}>${other}`] = [one, other]
  }
  const place = (list: readonly WrittenCard[], before: string | null): string | null => {
    let last = before
    for (const card of list) {
      const made = makeCard(card, cards)
      order(last, card.id)
      last = card.id
      if (card.whenTrue === undefined && card.whenFalse === undefined) continue
      const branch = (inner: readonly WrittenCard[], name: string): string => {
        const start = `${card.id}-${name}`
        makeCard({ id: start, op: 'control.noop' }, cards)
        return place(inner, start) ?? start
      }
      const ends = [branch(card.whenTrue ?? [], 'then'), branch(card.whenFalse ?? [], 'else')]
      made.branches = { [`${card.id}-then`]: true, [`${card.id}-else`]: false }
      const join = `${card.id}-join`
      const names = Object.entries(card.joins ?? {})
      const joined = makeCard(
        {
          id: join,
          op: 'control.join',
          in: Object.fromEntries(names.map(([name]) => [name, null])),
          out: card.joins ?? {}
        },
        cards
      )
      joined.joins = Object.fromEntries(
        names.map(([name]) => [`in-${join}-${name}`, [{ output: `out-${join}-${name}`, transform: null }]])
      )
      for (const end of ends) order(end, join)
      last = join
    }
    return last
  }
  place(written, null)
  return { methods: [...cards.values()], orderings, cron: {}, security_level: null, log: true, ...extra }
}

/** Links outputs of cards in branches to the card that joins the branches. Returns the changed flow. */
export const joinsTo = (
  flow: object,
  pins: readonly [card: string, output: string, ifCard: string, name: string][]
): object => {
  const { methods } = flow as { methods: Made[] }
  for (const [card, output, ifCard, name] of pins) {
    const made = methods.find(({ uuid }) => uuid === card)
    const id = `out-${card}-${output}`
    const link = { input: `in-${ifCard}-join-${name}`, transform: null }
    if (made !== undefined) pin(made, id, `${ifCard}-join`, link)
  }
  return flow
}

/** Creates a flopack from flows, by id. */
export const writeFlopack = (
  flows: Record<string, { name: string; flow: object }>,
  parts: object = {}
): string =>
  JSON.stringify({
    type: 'flopack',
    version: '1.4.0',
    data: {
      flos: Object.fromEntries(
        Object.entries(flows).map(([id, { name, flow }]) => [id, { id, name, description: '', data: flow }])
      ),
      configs: {},
      tables: {},
      groups: {},
      ...parts
    }
  })
