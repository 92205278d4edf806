import { type Agent, Fault, type Id } from '@hookwright/model'
import type { z } from 'zod'

/** Request of a client that a method answers. */
export interface AgentExchange {
  /** JSON-RPC id, by which the notifications of a stream name their request. */
  requestId: string | number
  /** `_meta` of the request, without the keys that the protocol reserves for its envelope. */
  meta: Record<string, unknown>
  /** Identifiers of the extensions that the client declared with this request. */
  clientExtensions: ReadonlySet<string>
  /** Aborted when the client cancels the request or has gone. */
  signal: AbortSignal
  /** Sends a notification before the result, which makes the answer a stream. Rejects when the client has gone. */
  notify: (method: string, params: Record<string, unknown>) => Promise<void>
}

/** Method of an extension. `params` are as the client sent them, without `_meta`. */
export type AgentMethod = (
  agent: Agent,
  params: unknown,
  exchange: AgentExchange
) => Promise<Record<string, unknown>>

/** Part of a connector that a member could give a client access to. */
export interface Offered {
  connectorId: Id
  connectorName: string
  /** Name in the protocol. */
  name: string
  /** Title for people. */
  title: string
}

/** Reads the parameters of a method. Throws `agents.invalid-params` with the first place that does not fit. */
export const readParams = <Schema extends z.ZodType>(schema: Schema, given: unknown): z.infer<Schema> => {
  const read = schema.safeParse(given ?? {})
  if (read.success) return read.data
  const [issue] = read.error.issues
  const place = issue?.path.join('.') ?? ''
  const what = `${place === '' ? 'The parameters' : `“${place}”`}: ${issue?.message ?? 'not as expected'}.`
  throw new Fault('agents.invalid-params', { what })
}
