import type { IncomingMessage } from 'node:http'
import type { Backend } from '@hookwright/backend'
import { type Agent, type AgentRef, agentScopes, Fault, type Id } from '@hookwright/model'
import type { Callers } from '../http/caller.ts'
import type { SignIn } from '../sign-in/sign-in.ts'

/** Prefix of the client key if the client uses an API key. */
const KEY_CLIENT = 'key:'

/** Access that members granted to OAuth clients. */
export interface Grants {
  /** Returns the client of an access token for the endpoint; null for a token that is not valid. */
  byToken: (token: string) => Promise<Agent | null>
  /** Returns the client with its current permissions; null once its access is revoked. */
  byRef: (ref: AgentRef) => Promise<Agent | null>
}

/** Functions that identify the clients of the MCP endpoint. */
export interface AgentsByRequest {
  /**
   * Returns the client of a request, by its API key or access token; null for a request with neither. Browser
   * sessions are ignored. Throws `api-key.*` for an invalid API key, `agents.token-invalid` for an invalid
   * access token.
   */
  of: (request: IncomingMessage) => Promise<Agent | null>
  /** Returns a client with its present rights, without a request. Null once it was revoked or its member removed. */
  byRef: (ref: AgentRef) => Promise<Agent | null>
}

const bearerOf = ({ headers }: IncomingMessage): string | null =>
  /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null

/** Creates the identification of the clients of the MCP endpoint. */
export const createAgentsByRequest = (params: {
  callers: Pick<Callers, 'of'>
  apiKeys: Pick<Backend['apiKeys'], 'look'>
  signIn: Pick<SignIn, 'nameOf'>
  grants: Grants
}): AgentsByRequest => {
  const { callers, apiKeys, signIn, grants } = params

  const agentOfKey = (
    member: Agent['member'],
    key: { id: Id; name: string; connectorIds: Id[] | null }
  ): Agent => ({
    memberId: member.id,
    clientKey: `${KEY_CLIENT}${key.id}`,
    member,
    client: { name: key.name, host: null, kind: 'key' },
    scopes: new Set(agentScopes),
    connectorIds: key.connectorIds && new Set(key.connectorIds)
  })

  return {
    of: async request => {
      const token = bearerOf(request)
      if (token === null) return null
      const { person, key, refused } = await callers.of(request)
      if (refused !== null) throw refused
      if (person !== null && key !== null) {
        return agentOfKey({ ...person, ownItemsOnly: person.ownItemsOnly === true }, key)
      }
      const agent = await grants.byToken(token)
      if (agent === null) throw new Fault('agents.token-invalid')
      return agent
    },
    byRef: async ref => {
      if (!ref.clientKey.startsWith(KEY_CLIENT)) return grants.byRef(ref)
      const used = await apiKeys.look(ref.clientKey.slice(KEY_CLIENT.length))
      if (used === null || used.key.ownerId !== ref.memberId) return null
      const { key, role, ownItemsOnly } = used
      return agentOfKey({ id: key.ownerId, name: signIn.nameOf(key.ownerId) ?? '', role, ownItemsOnly }, key)
    }
  }
}
