import type { McpToolResult } from './tool.ts'

/** Identifier of the extension by which a call outlives its request. Implemented as of its revision 2026-07-28. */
export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks'

/** Call of a tool that outlives its request. Times are ISO 8601 texts. */
export interface McpTask {
  taskId: string
  status: 'working' | 'completed' | 'cancelled'
  statusMessage?: string
  createdAt: string
  lastUpdatedAt: string
  /** Time after `createdAt` for which it can be asked for. */
  ttlMs: number | null
  pollIntervalMs: number
  /** Result of the call, once it is completed. */
  result?: McpToolResult
}
