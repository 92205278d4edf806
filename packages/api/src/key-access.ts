import type { ConnectorItemKind } from '@hookwright/backend'
import { Fault, Id } from '@hookwright/model'
import { z } from 'zod'
import type { Act } from './permissions.ts'
import type { Context } from './trpc.ts'

/** API key of a request. It limits the role of its owner to the key's role. */
export interface RequestKey {
  id: Id
  name: string
  /** Ids of the connectors that the key may access; null if unlimited. */
  connectorIds: Id[] | null
}

/**
 * Procedures that require a browser session and reject API keys. They concern keys, passwords, sessions,
 * members, sign-ins at services (which belong to a session), and agents (which may act with a key).
 */
export const closedToKeys: ReadonlySet<Act> = new Set<Act>([
  'apiKeys.list',
  'apiKeys.create',
  'apiKeys.revoke',
  'agents.clients',
  'agents.revoke',
  'agents.request',
  'agents.decide',
  'agents.subscriptions',
  'agents.endSubscription',
  'agents.tools',
  'agents.expose',
  'agents.fix',
  'agents.hide',
  'agents.setApproval',
  'agents.approvals',
  'agents.approve',
  'agents.refuse',
  'agents.calls',
  'people.list',
  'people.names',
  'people.belongings',
  'people.add',
  'people.roleEffects',
  'people.setRole',
  'people.setPassword',
  'people.changeOwnPassword',
  'people.remove',
  'connections.beginSignIn',
  'testConnections.beginSignIn'
])

/**
 * Procedures that a key limited to some connectors may call with any input. They return nothing about other
 * connectors, or they filter their result.
 */
const openToLimited: ReadonlySet<Act> = new Set<Act>([
  'people.me',
  'installation.get',
  'keeping.rules',
  'receiving.explain',
  'connectors.list',
  'flows.summaries'
])

/**
 * Paths of the procedures that have an input parser. Empty until `noteInputs` is called; until then, limited
 * keys can call only `openToLimited`.
 */
const checkingInput = new Set<string>()

/** Returns true for a procedure that has an input parser. */
export const checksInput = (procedure: unknown): boolean => {
  const def: unknown = typeof procedure === 'function' ? Reflect.get(procedure, '_def') : null
  const inputs: unknown = typeof def === 'object' && def !== null ? Reflect.get(def, 'inputs') : null
  return Array.isArray(inputs) && inputs.length > 0
}

/**
 * Records which procedures have an input parser.
 *
 * The others ignore their input. It therefore cannot prove that a call of a limited key concerns only the
 * key's connectors.
 */
export const noteInputs = (procedures: Record<string, unknown>): void => {
  for (const [path, procedure] of Object.entries(procedures))
    if (checksInput(procedure)) checkingInput.add(path)
}

/** Procedures that return data of many flows. Limited keys may call them only with a flow in the input. */
const aboutFlows: ReadonlySet<Act> = new Set<Act>([
  'deliveries.list',
  'deliveries.chart',
  'deliveries.countReplayable',
  'deliveries.replayMany',
  'runs.list',
  'subscriptions.upgradePlan'
])

/**
 * Procedures that reject limited keys, with the reason. Their inputs can name connectors in places that are
 * not checked here.
 */
const closedToLimited: ReadonlyMap<Act, string> = new Map<Act, string>([
  ['dryRuns.begin', 'tests that are followed step by step are not open to such keys'],
  ['listening.begin', 'tests that are followed step by step are not open to such keys'],
  ['flows.previewFiles', 'the files of a flow can name other connectors'],
  ['flows.importFiles', 'the files of a flow can name other connectors'],
  ['flows.previewForeign', 'the files of another product can name other connectors'],
  ['flows.createFromForeign', 'the files of another product can name other connectors']
])

/** Input fields that contain the id of an item, such as `flowId`. The value is the kind of that item. */
const itemInputs: Record<string, ConnectorItemKind> = {
  connectorId: 'connector',
  versionId: 'version',
  flowId: 'flow',
  connectionId: 'connection',
  subscriptionId: 'subscription',
  deliveryId: 'delivery',
  runId: 'run',
  entryId: 'cleanup-entry'
}

/** Maximum number of flows in one call of a limited key. */
const MOST_FLOWS = 100

const AnyInput = z.record(z.string(), z.unknown()).catch({})

const itemsIn = (input: Record<string, unknown>): { kind: ConnectorItemKind; id: Id }[] => {
  const single = Object.entries(itemInputs).map(([name, kind]) => ({ kind, id: input[name] }))
  const { flowIds } = input
  const several = Array.isArray(flowIds) ? flowIds.map((id: unknown) => ({ kind: 'flow' as const, id })) : []
  return [...single, ...several].flatMap(({ kind, id }) => {
    const parsed = Id.safeParse(id)
    return parsed.success ? [{ kind, id: parsed.data }] : []
  })
}

const isWithin = (ids: ReadonlySet<Id>, allowed: ReadonlySet<Id>): boolean =>
  [...ids].every(id => allowed.has(id))

/**
 * Checks that a call of a limited key concerns only items of the key's connectors. Throws
 * `api-key.out-of-scope`.
 */
const mustReach = async (
  { backend: { connectorAccess } }: Pick<Context, 'backend'>,
  { name, connectorIds }: { name: string; connectorIds: Id[] },
  act: Act,
  rawInput: unknown
): Promise<void> => {
  if (openToLimited.has(act)) return
  const refuse = (why: string): never => {
    throw new Fault('api-key.out-of-scope', { name, why })
  }
  const whyClosed = closedToLimited.get(act)
  if (whyClosed !== undefined) refuse(whyClosed)
  if (!checkingInput.has(act)) refuse('this call is about the whole installation')
  const input = AnyInput.parse(rawInput)
  const items = itemsIn(input)
  if (items.length > MOST_FLOWS) refuse(`this call names more than ${MOST_FLOWS} flows`)
  const allowed = new Set(connectorIds)
  let names = 0
  for (const { kind, id } of items) {
    const connectors = await connectorAccess.of(kind, id)
    if (connectors.size === 0) refuse('this call names an item that uses none of them')
    if (!isWithin(connectors, allowed)) refuse('this call names an item that uses other connectors')
    if (!aboutFlows.has(act) || kind !== 'connector') names++
  }
  const inDocument = await connectorAccess.ofDocument(input.doc ?? null)
  if (!isWithin(inDocument, allowed)) refuse('the document uses other connectors')
  if (names + inDocument.size > 0) return
  refuse(aboutFlows.has(act) ? 'this call names no flow' : 'this call names nothing of these connectors')
}

/**
 * Checks that the API key of a request may call a procedure.
 * @throws `api-key.not-accepted`; `api-key.out-of-scope` for a key that is limited to connectors
 */
export const mustBeOpenToKey = async (
  context: Pick<Context, 'backend' | 'key'>,
  act: Act,
  rawInput: () => Promise<unknown>
): Promise<void> => {
  const { key } = context
  if (key === null) return
  if (closedToKeys.has(act)) throw new Fault('api-key.not-accepted', { act })
  const { connectorIds, name } = key
  if (connectorIds === null) return
  await mustReach(context, { name, connectorIds }, act, await rawInput())
}

/**
 * Filters items to those that the API key of a request may access. Without a key, or with an unlimited one,
 * returns all items.
 */
export const withinKey = async <Item extends { id: Id }>(
  { key, backend }: Pick<Context, 'backend' | 'key'>,
  kind: 'connector' | 'flow',
  items: Item[]
): Promise<Item[]> => {
  if (key === null || key.connectorIds === null) return items
  const allowed = new Set(key.connectorIds)
  const within: Item[] = []
  for (const item of items) {
    const connectors = await backend.connectorAccess.of(kind, item.id)
    if (connectors.size > 0 && isWithin(connectors, allowed)) within.push(item)
  }
  return within
}
