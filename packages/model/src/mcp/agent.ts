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

/** Client that acts for a member, as rows name it. */
export interface AgentRef {
  memberId: Id
  /** `key:` with the id of an API key, or `oauth:` with the SHA-256 of a client id. At most 80 characters. */
  clientKey: string
}

/** Member for whom a client acts. */
export interface AgentMember {
  id: Id
  name: string
  /** Current role, lowered to that of the API key. */
  role: Role
  /** True for a client that sees no items of other members, whatever the role. */
  ownItemsOnly: boolean
}

/** Client that acts for a member, with the rights of both at this moment. */
export interface Agent extends AgentRef {
  member: AgentMember
  /** Name and host as the client gives them, which nobody has verified. */
  client: { name: string; host: string | null; kind: 'key' | 'oauth' }
  scopes: ReadonlySet<AgentScope>
  /** Connectors that it is limited to; null for no limit. */
  connectorIds: ReadonlySet<Id> | null
}
