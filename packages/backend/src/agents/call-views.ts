import {
  type ActionEffect,
  type Id,
  isJsonObject,
  type Millis,
  parseJson,
  type RunStatus,
  shownFlowName
} from '@hookwright/model'
import type { AgentCallFilter, AgentCallRow, Store } from '@hookwright/store'
import type { Shown } from '../retention/shown.ts'
import type { OpenTools } from './open-tools.ts'

/** Tool call, as shown on the Agents page. */
export interface CallView {
  runId: Id
  toolName: string
  flowId: Id
  flowName: string
  client: AgentCallRow['client']
  at: Millis
  /** Status of the run; null until the run is stored. */
  status: RunStatus | null
  askedUntil: Millis | null
  decision: AgentCallRow['decision']
}

/** Call that waits for approval, with the details that the member needs to decide. */
export interface ApprovalView extends CallView {
  askedUntil: Millis
  connectorName: string
  actionName: string
  connectionName: string | null
  effect: ActionEffect | null
  /** Arguments of the call. They come from the client and are untrusted. */
  arguments: { label: string; value: unknown }[]
}

/** Creates the queries that show tool calls to members. */
export const createCallViews = (params: { store: Store; tools: OpenTools; shown: Shown }) => {
  const { store, tools, shown } = params

  const viewOf = async ({
    id,
    toolId,
    client,
    at,
    askedUntil,
    decision
  }: AgentCallRow): Promise<CallView | null> => {
    const tool = await store.agentTools.find(toolId)
    if (tool === null) return null
    const flow = await store.flows.ownerOf(tool.flowId)
    const run = await store.runs.find(id)
    return {
      ...{ runId: id, toolName: tool.name, flowId: tool.flowId, flowName: shownFlowName(flow?.name) },
      ...{ client, at, status: run?.status ?? null, askedUntil, decision }
    }
  }

  /** Returns the arguments that a client passed, after redaction. */
  const valuesOf = async (id: Id): Promise<Record<string, unknown>> => {
    const found = await store.deliveries.find(id)
    if (found === null) return {}
    const { arrival } = await shown(found)
    if (arrival === null) return {}
    const read = parseJson(new TextDecoder().decode(arrival.body))
    const body = read.ok ? read.value : null
    return isJsonObject(body) && isJsonObject(body.values) ? body.values : {}
  }

  const approvalOf = async (call: AgentCallRow): Promise<ApprovalView | null> => {
    const view = await viewOf(call)
    const tool = await store.agentTools.find(call.toolId)
    const { askedUntil } = call
    if (view === null || tool === null || askedUntil === null) return null
    const open = await tools.open(tool)
    const values = await valuesOf(call.id)
    const labels = new Map(open?.shape.args.map(({ key, label }) => [key, label]))
    return {
      ...view,
      askedUntil,
      connectorName: open?.shape.signature.connectorName ?? '',
      actionName: shownFlowName(open?.shape.signature.name ?? view.flowName),
      connectionName: open?.connectionName ?? null,
      effect: open?.shape.signature.effect ?? null,
      arguments: Object.entries(values).flatMap(([key, value]) =>
        value === null ? [] : [{ label: labels.get(key) ?? key, value }]
      )
    }
  }

  return {
    /**
     * Lists the calls of a member that wait for a decision, oldest first; null lists those of all members.
     */
    approvals: async (ownerId: string | null): Promise<ApprovalView[]> => {
      const waiting = await store.agentCalls.waiting(ownerId)
      return (await Promise.all(waiting.map(approvalOf))).filter(each => each !== null)
    },
    /** Lists calls, newest first. */
    calls: async (filter: AgentCallFilter): Promise<CallView[]> => {
      const rows = await store.agentCalls.list(filter)
      return (await Promise.all(rows.map(viewOf))).filter(each => each !== null)
    }
  }
}

export type CallViews = ReturnType<typeof createCallViews>
