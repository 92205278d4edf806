import {
  type Agent,
  type AgentMember,
  type AgentRef,
  Fault,
  type JsonObject,
  type McpCreatedTask,
  type McpTool,
  type McpToolResult
} from '@hookwright/model'
import type { AgentExchange, AgentMethod, Offered } from './agent.ts'

/** Call of a tool. */
export interface AgentCall extends Omit<AgentExchange, 'notify' | 'requestId'> {
  name: string
  arguments: Record<string, unknown>
  /** Reports progress, where the client asked for it. */
  report: (progress: { progress: number; total?: number; message?: string }) => Promise<void>
}

/** Tool that a member exposes, for people. */
export interface OfferedTool extends Offered {
  /** Name of the connection that calls use; null for none. */
  connectionName: string | null
  readOnly: boolean
  /** True when each call waits for a person. */
  asksFirst: boolean
}

/** Actions of connectors as tools. */
export interface AgentTools {
  /** Extensions of the protocol that tools use, by their identifiers. */
  extensions: Readonly<Record<string, JsonObject>>
  /** Methods of these extensions, by name. */
  methods: Readonly<Record<string, AgentMethod>>
  /** Lists what this client may call, by name. */
  list: (agent: Agent) => Promise<McpTool[]>
  /** Calls a tool. Throws `agents.no-such-tool`; a failure of the tool itself is a result. */
  call: (agent: Agent, call: AgentCall) => Promise<McpToolResult | McpCreatedTask>
  /** Lists what a member exposes, before they give a client access to it. */
  offered: (member: AgentMember) => Promise<OfferedTool[]>
  /** Drops what waits for a client that was revoked. May be called repeatedly. */
  forget: (ref: AgentRef) => Promise<void>
}

/** Creates the tools. */
export const createAgentTools = (): AgentTools => ({
  extensions: {},
  methods: {},
  list: async () => [],
  call: async (_agent, { name }) => {
    throw new Fault('agents.no-such-tool', { name })
  },
  offered: async () => [],
  forget: async () => {}
})
