import type { JsonObject } from '../kernel/json.ts'

/** JSON Schema of an object, as tools and events declare their values. */
export interface ObjectSchema {
  type: 'object'
  properties?: Record<string, JsonObject>
  required?: string[]
  [keyword: string]: unknown
}

/** Tool in the form of the Model Context Protocol. */
export interface McpTool {
  /** At most 64 of the characters A-Z, a-z, 0-9, `_` and `-`, which every client accepts. */
  name: string
  title?: string
  description?: string
  inputSchema: ObjectSchema
  outputSchema?: ObjectSchema
  annotations?: {
    title?: string
    readOnlyHint?: boolean
    destructiveHint?: boolean
    idempotentHint?: boolean
    openWorldHint?: boolean
  }
  _meta?: Record<string, unknown>
}

/** Result of a tool call. With `isError` the tool failed, and its text says why. */
export interface McpToolResult {
  content: { type: 'text'; text: string }[]
  structuredContent?: Record<string, unknown>
  isError?: boolean
  _meta?: Record<string, unknown>
}

/** Result of a tool call that is still running: the client fetches its task later. */
export interface McpCreatedTask {
  resultType: 'task'
  [field: string]: unknown
}
