import { type ActionEffect, type Id, shownFlowName, type ToolArgument } from '@hookwright/model'
import type { AgentToolRow, Store } from '@hookwright/store'
import type { ToolChanges } from './change-tool.ts'
import type { FixedValue } from './fixed-values.ts'
import type { OpenTools } from './open-tools.ts'

/** Tool of a member, as shown on the Agents page. */
export interface ExposedTool {
  id: Id
  name: string
  flowId: Id
  flowName: string
  connectorId: Id
  connectorName: string
  actionFlowId: Id
  /** Version of the action that calls run; null if the tool cannot be called. */
  versionId: Id | null
  actionName: string
  connectionId: Id | null
  connectionName: string | null
  asksFirst: boolean
  effect: ActionEffect | null
  arguments: Pick<ToolArgument, 'key' | 'label'>[]
  /** Fixed values, which calls cannot change. Fields that are left empty are included. */
  fixed: FixedValue[]
  /** True if nobody has edited the flow of the tool, so that `fixed` can be changed on the page. */
  isAsMade: boolean
  /** False if the tool cannot be called, because its flow is off, on hold, or being turned on. */
  isOn: boolean
}

/** Returns a function that describes a tool for display, also if it cannot be called. */
export const createToolViews = (params: {
  store: Pick<Store, 'flows' | 'connectors'>
  tools: Pick<OpenTools, 'open'>
  changes: Pick<ToolChanges, 'isAsMade'>
}): ((tool: AgentToolRow) => Promise<ExposedTool>) => {
  const { store, tools, changes } = params
  return async (tool: AgentToolRow): Promise<ExposedTool> => {
    const open = await tools.open(tool)
    const shape = open?.shape
    const flow = await store.flows.find(tool.flowId)
    const connector = shape === undefined ? await store.connectors.find(tool.connectorId) : null
    const { id, name, flowId, connectorId, actionFlowId, connectionId, asksFirst } = tool
    return {
      ...{ id, name, flowId, connectorId, actionFlowId, connectionId, asksFirst },
      flowName: shownFlowName(flow?.name),
      versionId: shape?.use.versionId ?? null,
      connectorName: shape?.signature.connectorName ?? connector?.name ?? '',
      actionName: shownFlowName(shape?.signature.name ?? flow?.name),
      connectionName: open?.connectionName ?? null,
      effect: shape?.signature.effect ?? null,
      arguments: (shape?.args ?? []).map(({ key, label }) => ({ key, label })),
      fixed: shape?.fixed ?? [],
      isAsMade: flow !== null && (await changes.isAsMade(tool, flow, shape?.version ?? null)),
      isOn: open?.subscription.status.is === 'on'
    }
  }
}
