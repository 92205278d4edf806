import type { Id, Millis } from '@hookwright/model'

/** Action of a deployed connector that a member exposes to agents as a tool. */
export interface AgentToolRow {
  id: Id
  ownerId: string
  /** Name under which agents call it, unique among the tools of its owner. It never changes. */
  name: string
  /** Flow of the owner that a call runs. */
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
 * End of the wait of a call that needs the approval of a person: they decided, nobody did in time, or the client no longer
 * wants it.
 */
export interface CallDecision {
  is: 'approved' | 'refused' | 'expired' | 'withdrawn'
  /** Member who decided; null where nobody did. */
  by: string | null
  at: Millis
}

/** Call of a tool by a client. Names of clients come from outside. */
export interface AgentCallRow {
  /** Also the id of its delivery and of its run. */
  id: Id
  toolId: Id
  ownerId: string
  client: { key: string; name: string; host: string | null }
  /** Key by which the client repeats a call; null for none. */
  idempotencyKey: string | null
  /** Hash of the arguments of a call with such a key; null for none, and for calls from before there were hashes. */
  argumentsHash: string | null
  at: Millis
  /** End of the time in which a person may approve it; null for a call that needs no approval. */
  askedUntil: Millis | null
  decision: CallDecision | null
}

/** Tools of members. */
export interface AgentToolStore {
  /** Adds a tool. Throws `flow.gone`, and `agents.tool-name-taken` when its owner has one with this name. */
  add(tool: AgentToolRow): Promise<void>
  find(id: Id): Promise<AgentToolRow | null>
  /** Lists the tools of a member, oldest first, without those whose flow was deleted. */
  ofOwner(ownerId: string): Promise<AgentToolRow[]>
  /** Returns the names of all tools of a member, also of those whose flow was deleted. */
  namesOf(ownerId: string): Promise<string[]>
  /** Changes a tool. Throws `agents.tool-gone`. */
  change(id: Id, to: Partial<Pick<AgentToolRow, 'exposed' | 'asksFirst'>>): Promise<void>
}

/** Filter of calls; all of an owner by default. */
export interface AgentCallFilter {
  ownerId: string
  /** Limits the list to calls of this client. */
  clientKey?: string
  /** Limits the list to calls before this one. */
  before?: Id
  limit: number
}

/** Limit of calls that wait for a person. One without a run counts only from `startedSince` on: it may have been lost. */
export interface WaitingLimit {
  most: number
  startedSince: Millis
}

/** Result of adding a call: its client may have made it before, or its owner may have too many that wait. */
export type AddedCall = { is: 'added' } | { is: 'earlier'; call: AgentCallRow } | { is: 'full' }

/** Calls of tools. */
export interface AgentCallStore {
  /**
   * Adds a call, unless the same client has called the same tool with the same idempotency key, or the
   * call asks first and its owner has too many that do. Throws `agents.tool-gone`.
   */
  add(call: Omit<AgentCallRow, 'decision'>, limit: WaitingLimit): Promise<AddedCall>
  find(id: Id): Promise<AgentCallRow | null>
  /** Lists calls, newest first. */
  list(filter: AgentCallFilter): Promise<AgentCallRow[]>
  /** Lists undecided calls whose run is on hold, oldest first: those of one owner, or of all for null. */
  waiting(ownerId: string | null): Promise<AgentCallRow[]>
  /** Lists calls that asked for approval and whose run is on hold: undecided, or with a decision that was not carried out. */
  onHold(): Promise<AgentCallRow[]>
  /** Stores a decision. Returns false when one is stored already, or for a call that needs none. */
  decide(id: Id, decision: CallDecision): Promise<boolean>
  /** Deletes a batch of calls before a time, and returns its size. */
  forget(before: Millis, most: number): Promise<number>
}
