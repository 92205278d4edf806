import { type Agent, Fault, type Id } from '@hookwright/model'
import type { z } from 'zod'

/** Request of a client, as passed to a method. */
export interface AgentExchange {
  /** JSON-RPC id of the request. Notifications of a stream refer to it. */
  requestId: string | number
  /** `_meta` of the request, without the keys that MCP reserves. */
  meta: Record<string, unknown>
  /** Identifiers of the extensions that the client declared in this request. */
  clientExtensions: ReadonlySet<string>
  /** Signal that aborts when the client cancels the request or disconnects. */
  signal: AbortSignal
  /**
   * Sends a notification before the result, which turns the response into a stream. Rejects if the client has
   * disconnected.
   */
  notify: (method: string, params: Record<string, unknown>) => Promise<void>
}

/** Method of an MCP extension. `params` are the client's parameters without `_meta`. */
export type AgentMethod = (
  agent: Agent,
  params: unknown,
  exchange: AgentExchange
) => Promise<Record<string, unknown>>

/** Action or event of a connector that a member can grant a client access to. */
export interface Offered {
  connectorId: Id
  connectorName: string
  /** Name in MCP. */
  name: string
  /** Display title. */
  title: string
}

/**
 * Parses the parameters of a method.
 * @throws `agents.invalid-params` with the path of the first error
 */
export const readParams = <Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> => {
  const read = schema.safeParse(given ?? {})
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place = issue?.path.join('.') ?? ''
  const what = `${place === '' ? 'The parameters' : `“${place}”`}: ${issue?.message ?? 'not as expected'}.`
  throw new Fault('agents.invalid-params', { what })
}
