import type { Card, Flow, Json } from '@hookwright/model'
import type { TestApi } from '../fixtures/api.ts'

/** Returns the data type of a single value, not a list, of a kind such as `text`. */
export const one = (kind: string): { kind: string; list: false } => ({ kind, list: false })

/** Creates a text field of a card. */
export const textField = (id: string, label: string): Json => ({
  id,
  label,
  fieldType: 'text-field',
  dataType: one('text'),
  required: false
})

/** Creates a card with the given properties. */
export const card = (id: string, type: string, parts: Partial<Card> = {}): Card => ({
  id,
  type,
  config: {},
  inputs: {},
  ...parts
})

/** Returns the default settings of a Raw Request card, overridden by the given settings. */
export const drawnRequest = (settings: {
  method?: string
  failOnError?: boolean
  timeoutSeconds?: number
}): Card['config'] => ({
  asFile: false,
  authenticate: true,
  bodyFormat: 'auto',
  encodeUrl: true,
  errorAt: '',
  eventStream: 'none',
  expectJson: true,
  failOnError: true,
  firstPage: 1,
  form: [],
  maxPages: 100,
  maxRecords: 10_000,
  method: 'GET',
  nextAt: '',
  pageParameter: '',
  pages: 'none',
  parameterIn: 'query',
  recordsAt: '',
  retry: 'when-safe',
  timeoutSeconds: 30,
  ...settings
})

/**
 * Creates an Assign card. `values` has the label and the data type of each value, keyed by the value's id.
 */
export const assignCard = (values: Record<string, [label: string, kind: string]>): Card =>
  card('assign', 'assign', {
    config: {
      fields: Object.entries(values).map(([id, [label, kind]]) => ({ id, label, dataType: one(kind) }))
    }
  })

/** Creates a flow of these cards in a row. */
export const flowOf = (...cards: Card[]): Flow => ({
  schemaVersion: 1,
  strip: cards.map(each => each.id),
  cards: Object.fromEntries(cards.map(each => [each.id, each]))
})

/** Creates a connector with one flow. Returns the path of the flow's page. */
export const makeFlow = async (
  api: TestApi,
  params: { name?: string; doc?: Flow; connectorId?: string }
): Promise<{ path: string; flowId: string; connectorId: string }> => {
  const connectorId =
    params.connectorId ?? (await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })).id
  const { id: flowId } = await api.mutate<{ id: string }>('makerFlows.create', {
    connectorId,
    ...(params.name && { name: params.name }),
    ...(params.doc && { doc: params.doc })
  })
  return { path: `/connectors/${connectorId}/flows/${flowId}`, flowId, connectorId }
}

/** Returns a flow's document from the server. */
export const docOf = async (api: TestApi, flowId: string): Promise<Flow> =>
  (await api.query<{ flow: { doc: Flow } }>('makerFlows.get', { flowId })).flow.doc

/** Returns the inputs of a card from the server. */
export const inputsOf = async (
  api: TestApi,
  flowId: string,
  cardId: string
): Promise<Card['inputs'] | undefined> => (await docOf(api, flowId)).cards[cardId]?.inputs

/** Returns a document with ids replaced by order numbers, so that two drawings can be compared. */
export const withoutIds = (flow: Flow): unknown => {
  const names = new Map<string, string>()
  const nameOf = (id: string): string => {
    if (!/^c[0-9a-z]{12,}$/.test(id)) return id
    const name = names.get(id) ?? `id-${names.size}`
    names.set(id, name)
    return name
  }
  const renew = (value: unknown): unknown => {
    if (typeof value === 'string') return nameOf(value)
    if (Array.isArray(value)) return value.map(renew)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [nameOf(key), renew(inner)] as const)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
    )
  }
  const walk = (ids: string[]): unknown[] =>
    ids.map(id => {
      const found = flow.cards[id]
      if (found === undefined) throw new Error(`The strip names ${id}, which is not among the cards.`)
      const { blocks, ...rest } = found
      nameOf(id)
      const config = renew(rest.config)
      return {
        ...(renew({ ...rest, config: {} }) as object),
        config,
        blocks: blocks?.map(block => ({ strip: walk(block.strip), joins: renew(block.joins), id: block.id }))
      }
    })
  return walk(flow.strip)
}
