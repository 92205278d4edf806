import type { AgentScope, Id, Millis } from '@hookwright/model'

/** Request for access that an agent's client has sent. It waits for a member's decision. */
export interface AgentRequest {
  id: string
  client: {
    name: string
    /**
     * Host that verifiably published the client's metadata; null for a client that anyone may have
     * registered.
     */
    host: string | null
    /** Home page of the client, as stated by the client. */
    uri: string | null
  }
  /** Host to which the browser is redirected after the decision. For a URL without a host, its scheme. */
  returnsTo: string
  /** Requested kinds of access. */
  scopes: AgentScope[]
}

/** Agent's client to which a member granted access. */
export interface AgentClient {
  id: string
  personId: Id
  clientKey: string
  clientName: string
  clientHost: string | null
  scopes: AgentScope[]
  /** Ids of the connectors that the client may access; null if unlimited. */
  connectorIds: Id[] | null
  createdAt: Millis
  lastUsedAt: Millis | null
}

/** Manages the access of agents' clients, for one request from a browser. */
export interface AgentAccess {
  /**
   * Returns the access request that a client started in this browser.
   * @throws `agents.request-gone`
   */
  request: () => Promise<AgentRequest>
  /**
   * Grants or refuses access and returns the URL to redirect the browser to.
   * @throws `agents.request-gone`, `input.invalid`
   */
  decide: (decision: {
    requestId: string
    personId: Id
    /** Granted access; null to refuse. */
    allowed: { scopes: AgentScope[]; connectorIds: Id[] | null } | null
  }) => Promise<{ returnTo: string }>
  /** Lists the clients of a member, newest first; null lists the clients of all members. */
  list: (personId: Id | null) => Promise<AgentClient[]>
  /** Returns a client. Throws `agents.client-gone`. */
  get: (id: string) => Promise<AgentClient>
  /** Revokes access, effective from the next request. */
  revoke: (id: string) => Promise<void>
  /** Revokes all access that a member granted. */
  revokeOf: (personId: Id) => Promise<void>
}
