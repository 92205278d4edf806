import {
  type Agent,
  type AgentMember,
  type AgentRef,
  Fault,
  Id,
  type JsonObject,
  type McpCreatedTask,
  type McpTask,
  type McpTool,
  type McpToolResult,
  TASKS_EXTENSION
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { z } from 'zod'
import type { AgentExchange, AgentMethod, Offered } from './agent.ts'
import { GET_CALL } from './call-result.ts'
import type { Exposure } from './exposure.ts'
import type { MakerTools } from './maker-tools.ts'
import type { OpenTools } from './open-tools.ts'
import type { ToolCalls } from './tool-calls.ts'
import { mcpToolOf } from './tool-flow.ts'

/** Call of a tool by a client. */
export interface AgentCall extends Omit<AgentExchange, 'notify' | 'requestId'> {
  name: string
  arguments: Record<string, unknown>
  /** Reports progress if the client requested it. */
  report: (progress: { progress: number; total?: number; message?: string }) => Promise<void>
}

/** Tool that a member exposes, for display. */
export interface OfferedTool extends Offered {
  /** Name of the connection that calls use; null for none. */
  connectionName: string | null
  readOnly: boolean
  /** True if each call requires a member's approval. */
  asksFirst: boolean
}

/** Actions of connectors as tools for MCP clients. */
export interface AgentTools {
  /** MCP extensions that the tools use, by identifier. */
  extensions: Readonly<Record<string, JsonObject>>
  /** Methods of the MCP extensions, by name. */
  methods: Readonly<Record<string, AgentMethod>>
  /** Lists the tools that a client may call, by name. */
  list: (agent: Agent) => Promise<McpTool[]>
  /**
   * Calls a tool. If the tool itself fails, the failure is returned as a result.
   * @throws `agents.no-such-tool`
   */
  call: (agent: Agent, call: AgentCall) => Promise<McpToolResult | McpCreatedTask>
  /** Lists the tools that a member exposes, for display before the member grants access. */
  offered: (member: AgentMember) => Promise<OfferedTool[]>
  /** Ends the waiting calls of a revoked client. May be called repeatedly. */
  forget: (ref: AgentRef) => Promise<void>
}

const getCall: McpTool = {
  name: GET_CALL,
  title: 'Get the result of a call',
  description:
    'Returns the result of an earlier call of a tool that was still running or waited for approval. It does not call the tool again.',
  inputSchema: {
    type: 'object',
    properties: { runId: { type: 'string', description: 'The runId of the earlier result' } },
    required: ['runId'],
    additionalProperties: false
  },
  annotations: { readOnlyHint: true, openWorldHint: false }
}

const GetCallInput = z.strictObject({ runId: Id })
const TaskInput = z.looseObject({ taskId: Id })

const asResult = (task: McpTask): Record<string, unknown> => ({ resultType: 'complete', ...task })

/** Creates the tools of agents. */
export const createAgentTools = (params: {
  store: Pick<Store, 'agentCalls'>
  tools: OpenTools
  calls: ToolCalls
  exposure: Pick<Exposure, 'offered'>
  makers: MakerTools
}): AgentTools => {
  const { store, tools, calls, exposure, makers } = params

  /**
   * Creates a method of the tasks extension. It reads the task id from the client's parameters and calls
   * `act`.
   * @throws `agents.needs-tasks`, `agents.no-such-call`, `agents.invalid-params`
   */
  const onTask =
    (act: (agent: Agent, taskId: Id) => Promise<Record<string, unknown>>): AgentMethod =>
    async (agent, given, { clientExtensions }) => {
      if (!clientExtensions.has(TASKS_EXTENSION)) throw new Fault('agents.needs-tasks')
      const parsed = TaskInput.safeParse(given)
      if (!parsed.success)
        throw new Fault('agents.invalid-params', { what: 'taskId must be the id of a task.' })
      return act(agent, parsed.data.taskId)
    }

  return {
    extensions: { [TASKS_EXTENSION]: {} },
    methods: {
      'tasks/get': onTask(async (agent, id) => asResult(await calls.task(agent, id))),
      // Nothing is ever asked of the client, so there is nothing to answer.
      'tasks/update': onTask(async (agent, id) => {
        await calls.task(agent, id)
        return { resultType: 'complete' }
      }),
      'tasks/cancel': onTask(async (agent, id) => {
        await calls.cancel(agent, id)
        return { resultType: 'complete' }
      })
    },
    list: async agent => {
      const open = agent.scopes.has('tools') ? await tools.ofAgent(agent) : []
      const actions = open.map(({ tool, connectionName, shape }) =>
        mcpToolOf({ ...tool, connectionName }, shape)
      )
      return [...actions, ...(actions.length > 0 ? [getCall] : []), ...makers.list(agent)]
    },
    call: async (agent, call) => {
      const made = await makers.call(agent, call.name, call.arguments)
      if (made !== null) return made
      if (!agent.scopes.has('tools')) throw new Fault('agents.no-such-tool', { name: call.name })
      if (call.name === GET_CALL) {
        const parsed = GetCallInput.safeParse(call.arguments)
        if (parsed.success) return calls.result(agent, parsed.data.runId)
        const text = 'The argument “runId” must be the id of a run. Use the runId from an earlier result.'
        return { content: [{ type: 'text', text }], isError: true }
      }
      const open = await tools.find(agent, call.name)
      if (open === null) throw new Fault('agents.no-such-tool', { name: call.name })
      return calls.begin(agent, open, call)
    },
    offered: exposure.offered,
    forget: async ({ memberId, clientKey }) => {
      for (const call of await store.agentCalls.waiting(memberId)) {
        if (call.client.key === clientKey) await calls.withdraw(call.id)
      }
    }
  }
}
