import { z } from 'zod'
import type { Id } from '../kernel/ids.ts'
import type { Role } from '../kernel/role.ts'

/** Scopes of access for agents, in the order in which they are shown. */
export const agentScopes = ['tools', 'events', 'connectors'] as const

/**
 * Part of Hookwright that a client may use: tools of connectors, their events, or, for makers, the connectors as files.
 */
export const AgentScope = z.enum(agentScopes)
export type AgentScope = z.infer<typeof AgentScope>

/** Client (an agent's program) that acts for a member, as stored in the database. */
export interface AgentRef {
  memberId: Id
  /** `key:` with the id of an API key, or `oauth:` with the SHA-256 of a client id. At most 80 characters. */
  clientKey: string
}

/** Member for whom a client acts. */
export interface AgentMember {
  id: Id
  name: string
  /** Current role of the member, limited by the role of the API key. */
  role: Role
  /** True for a client that sees only its member's own items, whatever the role. */
  ownItemsOnly: boolean
}

/** Client that acts for a member, with the current permissions of both. */
export interface Agent extends AgentRef {
  member: AgentMember
  /** Name and host that the client reports; unverified. */
  client: { name: string; host: string | null; kind: 'key' | 'oauth' }
  scopes: ReadonlySet<AgentScope>
  /** Connectors that the client may use; `null` for all. */
  connectorIds: ReadonlySet<Id> | null
}
