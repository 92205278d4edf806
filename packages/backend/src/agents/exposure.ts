import {
  type AgentMember,
  ASKING_TOOL_METHOD,
  CUSTOM_API_ACTION,
  cutText,
  Fault,
  type Id,
  LONGEST_FLOW_NAME,
  shownFlowName,
  toolNameOf
} from '@hookwright/model'
import type { AgentToolRow, FlowRow, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { DeployedAction } from '../read-models/actions.ts'
import { GET_CALL } from './call-result.ts'
import type { ToolChanges } from './change-tool.ts'
import { checkFixedValues, type FixedValues } from './fixed-values.ts'
import { makerToolNames } from './maker-tools.ts'
import type { OpenTools } from './open-tools.ts'
import { toolFlowOf } from './tool-flow.ts'
import { createToolViews, type ExposedTool } from './tool-views.ts'

/** Names that members' tools cannot have, because the server's own tools have them. */
const ownNames: readonly string[] = [GET_CALL, ...makerToolNames]

/** Choices of a member who exposes an action. */
export interface ToolChoice {
  versionId: Id
  actionFlowId: Id
  connectionId: Id | null
  asksFirst: boolean
  /** Fixed values that calls cannot change. If omitted, an existing tool keeps its fixed values. */
  fixed?: FixedValues
}

/** Creates the service that exposes actions as tools of members. */
export const createExposure = (params: {
  store: Store
  effects: Pick<Effects, 'clock' | 'newId'>
  actions: { find: (versionId: Id, actionFlowId: Id) => Promise<DeployedAction> }
  flows: {
    create: (flow: {
      connectorId: null
      ownerId: string
      name: string
      doc: FlowRow['doc']
    }) => Promise<FlowRow>
  }
  subscriptions: { switchOn: (flowId: Id) => Promise<unknown> }
  changes: ToolChanges
  switchOffIfOn: (flowId: Id) => Promise<void>
  tools: OpenTools
  /** Ends the wait of a call for approval. */
  withdraw: (callId: Id) => Promise<void>
}) => {
  const { store, effects, actions, flows, subscriptions, tools, changes } = params

  /** Finds an action that can be exposed. Throws `version.gone`, `flow.gone`, `agents.cannot-expose`. */
  const offered = async ({ versionId, actionFlowId }: ToolChoice): Promise<DeployedAction> => {
    const version = await store.versions.about(versionId)
    if (version?.status !== 'deployed' || !version.visible) throw new Fault('version.gone')
    if (actionFlowId === CUSTOM_API_ACTION) {
      throw new Fault('agents.cannot-expose', {
        what: 'it can send any request to the service. Expose an action that does only one thing.'
      })
    }
    return actions.find(versionId, actionFlowId)
  }

  const turnOn = async (flowId: Id): Promise<void> => {
    try {
      await subscriptions.switchOn(flowId)
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code !== 'subscription.already-on') throw thrown
    }
  }

  const addFlow = async (action: DeployedAction, choice: ToolChoice, ownerId: string): Promise<FlowRow> => {
    const actionName = shownFlowName(action.signature.name)
    const { connectionId, fixed = {} } = choice
    checkFixedValues(action.signature, fixed)
    const flow = await flows.create({
      ...{ connectorId: null, ownerId, doc: toolFlowOf(action, { connectionId, fixed }) },
      name: cutText(`${action.connectorName}: ${actionName}`, LONGEST_FLOW_NAME)
    })
    try {
      await turnOn(flow.id)
    } catch (thrown) {
      await store.flows.remove(flow.id, effects.clock(), ownerId)
      throw thrown
    }
    return flow
  }

  const add = async (action: DeployedAction, choice: ToolChoice, ownerId: string): Promise<AgentToolRow> => {
    const taken = new Set([...ownNames, ...(await store.agentTools.namesOf(ownerId))])
    const flow = await addFlow(action, choice, ownerId)
    const tool: AgentToolRow = {
      ...{ id: effects.newId(), ownerId, flowId: flow.id, createdAt: effects.clock() },
      name: toolNameOf(action.connectorName, shownFlowName(action.signature.name), taken),
      ...{ connectorId: action.connectorId, actionFlowId: action.actionFlowId },
      ...{ connectionId: choice.connectionId, asksFirst: choice.asksFirst, exposed: true }
    }
    await store.agentTools.add(tool)
    return tool
  }

  const found = async (id: Id): Promise<AgentToolRow> => {
    const tool = await store.agentTools.find(id)
    if (tool === null) throw new Fault('agents.tool-gone')
    return tool
  }

  const shownOf = createToolViews(params)

  return {
    /** Lists the tools that a member exposes, by name. */
    list: async (ownerId: string): Promise<ExposedTool[]> => {
      const all = (await store.agentTools.ofOwner(ownerId)).filter(({ exposed }) => exposed)
      const shown = await Promise.all(all.map(shownOf))
      return shown.toSorted((one, other) => (one.name < other.name ? -1 : 1))
    },
    /**
     * Exposes an action as a tool of a member. If the member already exposes the action with the same
     * connection, that tool gets the new fixed values.
     * @throws `version.gone`, `flow.gone`, `agents.cannot-expose`, `agents.cannot-fix`,
     * `connection.not-shared`; `subscription.cannot-turn-on` with the problems
     */
    expose: async (choice: ToolChoice, ownerId: string): Promise<{ id: Id; name: string }> => {
      const action = await offered(choice)
      const before = (await store.agentTools.ofOwner(ownerId)).find(
        ({ connectorId, actionFlowId, connectionId }) =>
          connectorId === action.connectorId &&
          actionFlowId === choice.actionFlowId &&
          connectionId === choice.connectionId
      )
      if (before === undefined) return add(action, choice, ownerId)
      if (choice.fixed !== undefined) await changes.fix(before, choice.fixed, ownerId, action)
      await turnOn(before.flowId)
      await store.agentTools.change(before.id, { exposed: true, asksFirst: choice.asksFirst })
      return before
    },
    /**
     * Hides a tool and turns its flow off. Its calls that wait for approval end.
     * @throws `agents.tool-gone`
     */
    hide: async (id: Id): Promise<void> => {
      const tool = await found(id)
      await store.agentTools.change(id, { exposed: false })
      for (const call of await store.agentCalls.waiting(tool.ownerId)) {
        if (call.toolId === id) await params.withdraw(call.id)
      }
      await params.switchOffIfOn(tool.flowId)
    },
    /**
     * Replaces the fixed values of a tool.
     * @throws `agents.tool-gone`, and the faults of changing its flow
     */
    fix: async (id: Id, fixed: FixedValues, by: string): Promise<void> =>
      changes.fix(await found(id), fixed, by),
    /**
     * Sets if each call of a tool requires approval.
     * @throws `agents.tool-gone`
     */
    setApproval: (id: Id, asksFirst: boolean): Promise<void> => store.agentTools.change(id, { asksFirst }),
    /**
     * Rejects flows and deliveries of tools whose calls require approval. `methods` are the methods of the
     * deliveries.
     * @throws `agents.asks-first`
     */
    mustNotAskFirst: async (flowIds: readonly Id[], methods: readonly string[] = []): Promise<void> => {
      if (methods.includes(ASKING_TOOL_METHOD)) throw new Fault('agents.asks-first')
      for (const flowId of flowIds) {
        const owner = await store.flows.ownerOf(flowId)
        const all = owner === null ? [] : await store.agentTools.ofOwner(owner.ownerId)
        if (all.some(tool => tool.flowId === flowId && tool.asksFirst)) throw new Fault('agents.asks-first')
      }
    },
    /** Returns the owner of a tool. Throws `agents.tool-gone`. */
    ownerOf: async (id: Id): Promise<string> => (await found(id)).ownerId,
    /** Lists the tools that a member exposes, for display before the member grants access. */
    offered: async ({ id }: AgentMember) =>
      (await tools.ofMember(id)).map(({ tool, shape, connectionName }) => ({
        connectorId: shape.version.version.connectorId,
        connectorName: shape.signature.connectorName,
        name: tool.name,
        title: shownFlowName(shape.signature.name),
        connectionName,
        readOnly: shape.signature.effect === 'reads',
        asksFirst: tool.asksFirst
      }))
  }
}

export type Exposure = ReturnType<typeof createExposure>
