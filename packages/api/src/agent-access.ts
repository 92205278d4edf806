import type { AgentScope, Id, Millis } from '@hookwright/model'

/** Request of a client for access, which waits for a member. */
export interface AgentRequest {
  id: string
  client: {
    name: string
    /** Host that is known to have described the client; null for one that anyone may have registered. */
    host: string | null
    /** Home page of the client, as it states. */
    uri: string | null
  }
  /** Host, or scheme of a program, to which the browser continues. */
  returnsTo: string
  /** Kinds of access that the client asks for. */
  scopes: AgentScope[]
}

/** Client that a member gave access. */
export interface AgentClient {
  id: string
  personId: Id
  clientKey: string
  clientName: string
  clientHost: string | null
  scopes: AgentScope[]
  /** Connectors that it is limited to; null for no limit. */
  connectorIds: Id[] | null
  createdAt: Millis
  lastUsedAt: Millis | null
}

/** Access of clients, as far as one request of a browser is concerned. */
export interface AgentAccess {
  /** Returns the request that a client began in this browser. Throws `agents.request-gone`. */
  request: () => Promise<AgentRequest>
  /**
   * Gives or refuses access and returns the address at which the browser continues. Throws
   * `agents.request-gone`, `input.invalid`.
   */
  decide: (decision: {
    requestId: string
    personId: Id
    /** Null to refuse. */
    allowed: { scopes: AgentScope[]; connectorIds: Id[] | null } | null
  }) => Promise<{ returnTo: string }>
  /** Lists the clients of one member, or of all for null, newest first. */
  list: (personId: Id | null) => Promise<AgentClient[]>
  /** Returns a client. Throws `agents.client-gone`. */
  get: (id: string) => Promise<AgentClient>
  /** Revokes access, from the next request on. */
  revoke: (id: string) => Promise<void>
  /** Revokes all access that a member gave. */
  revokeOf: (personId: Id) => Promise<void>
}
