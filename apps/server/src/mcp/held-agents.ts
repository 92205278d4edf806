import { type Agent, type AgentScope, agentScopes } from '@hookwright/model'
import type { AgentGrants, MemberGrant } from '../sign-in/agent-grants.ts'
import type { Grants } from './agent-by-request.ts'

const agentOf = ({ grant, member }: MemberGrant, scopes: readonly AgentScope[]): Agent => ({
  memberId: grant.personId,
  clientKey: grant.clientKey,
  member: { ...member, ownItemsOnly: false },
  client: { name: grant.clientName, host: grant.clientHost, kind: 'oauth' },
  scopes: new Set(scopes),
  connectorIds: grant.connectorIds && new Set(grant.connectorIds)
})

/**
 * Creates the functions that find OAuth clients by access token or reference. A token has at most the scopes
 * of the member's grant, and at most the scopes that it requested.
 */
export const createHeldAgents = (grants: AgentGrants, resource: () => string): Grants => ({
  byToken: async token => {
    const held = await grants.byToken(token, resource())
    if (held === null) return null
    const { tokenScopes, grant } = held
    const named = agentScopes.filter(scope => tokenScopes.includes(scope))
    return agentOf(
      held,
      grant.scopes.filter(scope => named.includes(scope))
    )
  },
  byRef: async ({ memberId, clientKey }) => {
    const held = await grants.find(memberId, clientKey)
    return held === null ? null : agentOf(held, held.grant.scopes)
  }
})
