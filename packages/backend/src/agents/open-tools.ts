import type { Specs } from '@hookwright/engine'
import { type Agent, type Id, type Role, roles, type SubscriptionStatus } from '@hookwright/model'
import type { AgentToolRow, Store, SubscriptionRow } from '@hookwright/store'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { type ToolShape, toolShapeOf } from './tool-flow.ts'

/**
 * Tool that clients can call, because its flow is on or paused. `shape` contains its arguments and outputs.
 */
export interface OpenTool {
  tool: AgentToolRow
  subscription: SubscriptionRow
  shape: ToolShape
  connectionName: string | null
}

/** Returns true if a role may run its own flows. */
export const mayRunTools = (role: Role): boolean => roles.indexOf(role) >= roles.indexOf('user')

const answers = ({ is }: SubscriptionStatus): boolean => is === 'on' || is === 'paused'

/** Creates the queries for callable tools. */
export const createOpenTools = (params: {
  store: Pick<Store, 'agentTools' | 'subscriptions' | 'connections'>
  specs: Specs
  loadedRevisions: Pick<LoadedRevisions, 'of'>
}) => {
  const { store, specs, loadedRevisions } = params

  const open = async (tool: AgentToolRow): Promise<OpenTool | null> => {
    const subscription = await store.subscriptions.wantedOf(tool.flowId)
    if (subscription === null || !answers(subscription.status)) return null
    const { versionId, revisionId } = subscription.terms
    const shape = toolShapeOf(await loadedRevisions.of(versionId, revisionId), specs)
    if (shape === null) return null
    const { connectionId } = shape.use
    const found = connectionId === null ? null : await store.connections.find(connectionId)
    return { tool, subscription, shape, connectionName: found?.connection.name ?? null }
  }

  const openAll = async (tools: AgentToolRow[]): Promise<OpenTool[]> =>
    (await Promise.all(tools.map(open))).filter(each => each !== null)

  const exposedBy = async (ownerId: string): Promise<AgentToolRow[]> =>
    (await store.agentTools.ofOwner(ownerId)).filter(({ exposed }) => exposed)

  /** Returns true if an agent may access all connectors that a tool uses. */
  const isWithin = (connectorIds: ReadonlySet<Id> | null, { shape }: OpenTool): boolean =>
    connectorIds === null || shape.connectorIds.every(id => connectorIds.has(id))

  return {
    open,
    /** Returns the callable tools of a member. */
    ofMember: async (memberId: string): Promise<OpenTool[]> => openAll(await exposedBy(memberId)),
    /**
     * Returns the tools that a client may call now, by name. Empty if the member's role may not run flows.
     */
    ofAgent: async ({ member, connectorIds }: Agent): Promise<OpenTool[]> => {
      if (!mayRunTools(member.role)) return []
      const all = await openAll(await exposedBy(member.id))
      return all
        .filter(tool => isWithin(connectorIds, tool))
        .toSorted((one, other) => (one.tool.name < other.tool.name ? -1 : 1))
    },
    /** Returns a tool that a client may call now, by name; null if there is none. */
    find: async ({ member, connectorIds }: Agent, name: string): Promise<OpenTool | null> => {
      if (!mayRunTools(member.role)) return null
      const row = (await exposedBy(member.id)).find(tool => tool.name === name)
      const found = row === undefined ? null : await open(row)
      return found !== null && isWithin(connectorIds, found) ? found : null
    }
  }
}

export type OpenTools = ReturnType<typeof createOpenTools>
