import type { ActionUse, EventUse, Specs } from '@hookwright/engine'
import { type Card, type Flow, type Id, startCardOf } from '@hookwright/model'
import type { FlowRow, Store } from '@hookwright/store'

/** Card of a user's flow that uses an event or an action of a connector. */
export type ConnectorUse = { doc: Flow; card: Card } & (
  | { of: 'event'; use: EventUse }
  | { of: 'action'; use: ActionUse }
)

/** Returns the id of the maker's flow that implements a card's event or action. */
export const flowOfUse = (used: ConnectorUse): Id =>
  used.of === 'event' ? used.use.eventFlowId : used.use.actionFlowId

/** Returns the connector uses of a flow: its event, and the actions of its cards and helper flows. */
export const connectorUsesOf = (doc: Flow, helpers: Flow[], specs: Specs): ConnectorUse[] => {
  const start = startCardOf(doc)
  const listens = start && specs.get(start.type)?.listens(start.config)
  const event: ConnectorUse[] = start && listens ? [{ of: 'event', doc, card: start, use: listens }] : []
  const actions = [doc, ...helpers].flatMap(each =>
    Object.values(each.cards).flatMap((card): ConnectorUse[] => {
      const use = specs.get(card.type)?.acts(card.config) ?? null
      return use === null ? [] : [{ of: 'action', doc: each, card, use }]
    })
  )
  return [...event, ...actions]
}

/** Returns the ids of the connections that a flow's cards use. */
export const connectionsIn = (doc: Flow, specs: Specs): Set<Id> =>
  new Set(connectorUsesOf(doc, [], specs).flatMap(({ use }) => use.connectionId ?? []))

/**
 * User's flow that uses a connector. `uses` contains the ids of the maker's flows that implement the used
 * events and actions.
 */
export interface ConnectorUser {
  flowId: Id
  flowName: string | null
  ownerId: string
  on: boolean
  uses: Id[]
}

/** User's flow that uses a connector. */
export interface UsingFlow {
  flow: FlowRow
  /**
   * True while the flow has a wanted subscription. `uses` then comes from the running revision, not from the
   * draft.
   */
  on: boolean
  /** Cards that use the connector, starting with the event. */
  uses: ConnectorUse[]
}

/**
 * Returns all users' flows that use a connector. For a flow that is on, its running revision counts,
 * otherwise its draft.
 */
export const flowsUsingConnector = async (
  { store, specs }: { store: Store; specs: Specs },
  connectorId: Id
): Promise<UsingFlow[]> =>
  (await store.flows.usersOf(connectorId)).flatMap(({ flow, running }): UsingFlow[] => {
    const helpers = (running?.helpers ?? []).map(({ doc }) => doc)
    const uses = connectorUsesOf(running?.flow.doc ?? flow.doc, helpers, specs).filter(
      ({ use }) => use.connectorId === connectorId
    )
    return uses.length === 0 ? [] : [{ flow, on: running !== null, uses }]
  })

/** Lists users' flows that use a connector, running flows first. Does not load their documents. */
export const connectorUsersOf = async (
  params: { store: Store; specs: Specs },
  connectorId: Id
): Promise<ConnectorUser[]> =>
  (await flowsUsingConnector(params, connectorId))
    .map(({ flow: { id, name, ownerId }, on, uses }) => ({
      flowId: id,
      flowName: name,
      ownerId,
      on,
      uses: [...new Set(uses.map(flowOfUse))]
    }))
    .toSorted((one, other) => Number(other.on) - Number(one.on))
