import { type Json, Json as JsonSchema } from '@hookwright/model'
import { z } from 'zod'

const text = z.string().nullish().catch(null)
const flag = z.boolean().catch(false)

/** Value of a field. `data` is an entered value or an inner flow. */
const FloValue = z.object({
  type: z.unknown().optional(),
  collection: flag,
  data: z.unknown().optional(),
  proxy: z.object({ dynamic: flag, path: text }).nullable().catch(null)
})

/** Field of a card. */
export const FloField = z.object({
  id: z.string(),
  key: z.string(),
  group: text,
  value: FloValue,
  metadata: z
    .object({
      displayname: text,
      custom: flag,
      forceHide: flag,
      path: z.array(z.string()).nullable().catch(null),
      index: z.number().catch(0)
    })
    .catch({ displayname: null, custom: false, forceHide: false, path: null, index: 0 })
})
export type FloField = z.infer<typeof FloField>

const FloFields = z
  .object({ data: z.record(z.string(), FloField) })
  .transform(({ data }) => Object.values(data).sort((a, b) => a.metadata.index - b.metadata.index))

/**
 * Links from a card's outputs to the inputs of other cards, by output and card. Each one may convert the
 * value.
 */
const Pins = z.record(
  z.string(),
  z.record(z.string(), z.array(z.object({ input: z.string(), transform: z.unknown().optional() })))
)

/** Card of a flow. */
export const FloCard = z.object({
  address: z.string(),
  uuid: z.string(),
  parents: z
    .object({ channel: z.object({ data: z.object({ name: z.string() }) }) })
    .nullable()
    .catch(null),
  branches: z.record(z.string(), z.unknown()).catch({}),
  joins: z.record(z.string(), z.array(z.object({ output: z.string() }))).catch({}),
  pins: Pins,
  node: z.object({
    data: z.object({ name: text }).catch({ name: null }),
    model: z.object({
      inputs: FloFields,
      outputs: FloFields,
      webhook: flag,
      monitor: flag,
      metadata: z.object({ name: text, description: text }).catch({ name: null, description: null }),
      comments: z
        .union([z.string(), z.object({ title: text, markdown: text })])
        .nullable()
        .catch(null),
      policy: z.object({ error: z.unknown().optional() }).nullable().catch(null),
      display: z.object({ configRef: text }).nullable().catch(null)
    })
  })
})
export type FloCard = z.infer<typeof FloCard>

/** Cards of a flow, with their order as pairs of consecutive cards. */
export const FloDoc = z.object({
  methods: z.array(FloCard).max(2_000, 'it has more than 2000 cards'),
  orderings: z.record(z.string(), z.tuple([z.string(), z.string()])).catch({}),
  cron: z.unknown().optional(),
  security_level: text,
  log: flag
})
export type FloDoc = z.infer<typeof FloDoc>

const Flo = z.object({ id: z.string(), name: z.string(), description: text, data: FloDoc })
export type Flo = z.infer<typeof Flo>

const Named = z.record(z.string(), z.object({ name: text }).catch({ name: null })).catch({})

const Flopack = z.object({
  type: z.literal('flopack'),
  version: z.string(),
  data: z.object({
    flos: z.record(z.string(), Flo),
    configs: Named,
    tables: Named
  })
})

/** Contents of a file that Okta Workflows exported. */
export interface FlopackFile {
  flows: Flo[]
  /** Names of the connections, by id. */
  connections: ReadonlyMap<string, string>
  tables: string[]
}

/** Maximum number of flows that a conversion creates, including helper flows and stubs. */
export const MOST_FLOWS = 1_000

const numbers = new Intl.NumberFormat('en')

/** Formats the location of a problem, such as `flow “Sync users”, card 3`. */
const sayPlace = (path: PropertyKey[], value: unknown): string => {
  const [, , flow, , , card] = path
  if (path[1] !== 'flos' || flow === undefined) return path.length === 0 ? 'the file' : path.join(' ▸ ')
  const named = Object(Object(Object(Object(value).data).flos)[flow]).name
  const name = typeof named === 'string' ? named : String(flow)
  return typeof card === 'number' ? `card ${card + 1} of the flow “${name}”` : `the flow “${name}”`
}

/** Reads a flopack from parsed JSON. If it is invalid, returns the reason as a sentence. */
export const readFlopack = (value: unknown): { ok: true; file: FlopackFile } | { ok: false; why: string } => {
  const count = Object.keys(Object(Object(Object(value).data).flos)).length
  if (count > MOST_FLOWS)
    return {
      ok: false,
      why: `The flopack has ${numbers.format(count)} flows, but at most ${numbers.format(MOST_FLOWS)} are imported at a time. Export fewer flows.`
    }
  const parsed = Flopack.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const place = sayPlace(issue?.path ?? [], value)
    return {
      ok: false,
      why: `The flopack cannot be read at ${place}: ${issue?.message ?? 'unexpected structure'}. Export the flows again.`
    }
  }
  const { flos, configs, tables } = parsed.data.data
  if (Object.keys(flos).length === 0)
    return { ok: false, why: 'The flopack has no flows. Export a folder that contains flows.' }
  const names = (of: typeof configs): [string, string][] =>
    Object.entries(of).map(([id, { name }]) => [id, name ?? id])
  return {
    ok: true,
    file: {
      flows: Object.entries(flos).map(([id, flow]) => ({ ...flow, id })),
      connections: new Map(names(configs)),
      tables: names(tables).map(([, name]) => name)
    }
  }
}

/** Cache of parsed inner flows, since each is used several times. */
const innerFlows = new WeakMap<object, FloDoc | null>()

/** Returns the inner flow in a field or a policy. Null for any other value. */
export const innerFlowOf = (value: unknown): FloDoc | null => {
  if (typeof value !== 'object' || value === null || !('methods' in value)) return null
  const known = innerFlows.get(value)
  if (known !== undefined) return known
  const flow = FloDoc.safeParse(value).data ?? null
  innerFlows.set(value, flow)
  return flow
}

/** Returns the value entered into a field, as JSON. Null for an inner flow or an empty field. */
export const typedValue = ({ value }: FloField): Json => {
  const { data } = value
  if (data === undefined || Object(value).type === 'flo') return null
  return JsonSchema.safeParse(data).data ?? null
}

/** Returns the group and the operation of a function, such as `list.each`. Null for a connector's card. */
export const functionOf = ({ address }: Pick<FloCard, 'address'>): string | null => {
  const [, kind, group, , operation] = address.split(':')
  return kind === 'kernel' ? `${group}.${operation}` : null
}

/** Returns the service key and the operation of a connector's card. */
export const serviceOf = ({ address }: Pick<FloCard, 'address'>): { service: string; operation: string } => {
  const parts = address.split(':')
  return { service: parts[3] ?? parts.at(-3) ?? 'unknown', operation: parts.at(-1) ?? 'unknown' }
}
