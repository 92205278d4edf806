import type { JsonObject } from '../kernel/json.ts'

/** JSON Schema of an object, for the values of tools and events. */
export interface ObjectSchema {
  type: 'object'
  properties?: Record<string, JsonObject>
  required?: string[]
  [keyword: string]: unknown
}

/** Tool in the form of the Model Context Protocol. */
export interface McpTool {
  /** Name of at most 64 characters from A-Z, a-z, 0-9, `_` and `-`, which every client accepts. */
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

/** Result of a tool call. If `isError` is set, the tool failed and the text contains the reason. */
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
