import type { Id, Millis } from '@hookwright/model'

/** Action of a deployed connector that a member exposes to agents as a tool. */
export interface AgentToolRow {
  id: Id
  ownerId: string
  /** Name of the tool for agents, unique among the tools of its owner. It never changes. */
  name: string
  /** Id of the owner's flow that a call runs. */
  flowId: Id
  connectorId: Id
  actionFlowId: Id
  connectionId: Id | null
  /** True while agents may call it. */
  exposed: boolean
  /** True if each call waits for the approval of a person. */
  asksFirst: boolean
  createdAt: Millis
}

/**
 * Decision about a call that needs approval: approved or refused by a person, expired, or withdrawn by the
 * client.
 */
export interface CallDecision {
  is: 'approved' | 'refused' | 'expired' | 'withdrawn'
  /** Member who decided; null where nobody did. */
  by: string | null
  at: Millis
}

/** Call of a tool by a client. The client reports its own name, which is unverified. */
export interface AgentCallRow {
  /** Id of the call, its delivery and its run. */
  id: Id
  toolId: Id
  ownerId: string
  client: { key: string; name: string; host: string | null }
  /** Idempotency key of the client for repeated calls; `null` if there is none. */
  idempotencyKey: string | null
  /**
   * Hash of the call's arguments. `null` for a call without an idempotency key, and for old calls without a
   * hash.
   */
  argumentsHash: string | null
  at: Millis
  /** Deadline for the approval; `null` for a call that needs no approval. */
  askedUntil: Millis | null
  decision: CallDecision | null
}

/** Store of the tools that members expose. */
export interface AgentToolStore {
  /**
   * Adds a tool.
   * @throws `flow.gone`; `agents.tool-name-taken` if the owner has a tool with this name.
   */
  add(tool: AgentToolRow): Promise<void>
  find(id: Id): Promise<AgentToolRow | null>
  /** Lists the tools of a member, oldest first. Omits tools with a deleted flow. */
  ofOwner(ownerId: string): Promise<AgentToolRow[]>
  /** Returns the names of all tools of a member, including tools with a deleted flow. */
  namesOf(ownerId: string): Promise<string[]>
  /** Changes a tool. Throws `agents.tool-gone`. */
  change(id: Id, to: Partial<Pick<AgentToolRow, 'exposed' | 'asksFirst'>>): Promise<void>
}

/** Filter of calls. Without optional members, all calls of an owner. */
export interface AgentCallFilter {
  ownerId: string
  /** Limits the list to calls of this client. */
  clientKey?: string
  /** Limits the list to calls older than this call. */
  before?: Id
  limit: number
}

/**
 * Limit of calls that wait for approval. Calls without a run count only if they started after `startedSince`,
 * since older ones may have been lost.
 */
export interface WaitingLimit {
  most: number
  startedSince: Millis
}

/**
 * Result of adding a call. `earlier`: the client has made the same call before. `full`: the owner has too
 * many waiting calls.
 */
export type AddedCall = { is: 'added' } | { is: 'earlier'; call: AgentCallRow } | { is: 'full' }

/** Store of tool calls. */
export interface AgentCallStore {
  /**
   * Adds a call. Adds nothing if the client has called the tool with the same idempotency key before, or if
   * too many calls of the owner wait for approval. Throws `agents.tool-gone`.
   */
  add(call: Omit<AgentCallRow, 'decision'>, limit: WaitingLimit): Promise<AddedCall>
  find(id: Id): Promise<AgentCallRow | null>
  /** Lists calls, newest first. */
  list(filter: AgentCallFilter): Promise<AgentCallRow[]>
  /** Lists undecided calls with a run on hold, oldest first. `null` for the calls of all owners. */
  waiting(ownerId: string | null): Promise<AgentCallRow[]>
  /**
   * Lists calls that needed approval and have a run on hold: undecided, or with a decision that was not
   * applied yet.
   */
  onHold(): Promise<AgentCallRow[]>
  /** Stores a decision. Returns false if the call has a decision already or needs none. */
  decide(id: Id, decision: CallDecision): Promise<boolean>
  /** Deletes up to `most` calls from before a time. Returns their number. */
  forget(before: Millis, most: number): Promise<number>
}
