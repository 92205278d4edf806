import type { McpToolResult } from './tool.ts'

/**
 * Identifier of the MCP tasks extension, for calls that outlive their request. Implemented as of its revision
 * 2026-07-28.
 */
export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks'

/** Tool call that continues after its request has ended. Times are ISO 8601 texts. */
export interface McpTask {
  taskId: string
  status: 'working' | 'completed' | 'cancelled'
  statusMessage?: string
  createdAt: string
  lastUpdatedAt: string
  /** Time after `createdAt` during which the task can be fetched, in milliseconds. */
  ttlMs: number | null
  pollIntervalMs: number
  /** Result of the call, once it is completed. */
  result?: McpToolResult
}
