import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AgentAccess, AgentRequest } from '@hookwright/api'
import { type AgentRef, agentScopes, Fault } from '@hookwright/model'
import type { AgentGrant, AgentGrants } from '../sign-in/agent-grants.ts'
import { MCP_PATH } from './oauth-metadata.ts'
import type { OauthServer } from './oauth-server.ts'

const refOf = ({ personId, clientKey }: AgentGrant): AgentRef => ({ memberId: personId, clientKey })

/** Returns the host of an address; null for an app-specific scheme. */
const hostOf = (address: string): string | null => {
  const url = URL.canParse(address) ? new URL(address) : null
  return url === null || url.host === '' ? null : url.host
}

/**
 * Creates a function that revokes the access a member gave. It also ends the client's subscriptions and
 * pending calls.
 */
export const createRevoke =
  (params: { grants: Pick<AgentGrants, 'revoke'>; forget: (ref: AgentRef) => Promise<void> }) =>
  async (grantId: string): Promise<void> => {
    const revoked = await params.grants.revoke(grantId)
    if (revoked !== null) await params.forget(refOf(revoked))
  }

/**
 * Creates the operations on agents' access: request, grant, list and revoke. The returned function binds them
 * to one request of a browser.
 */
export const createAgentAccess = (params: {
  loadServer: () => Promise<OauthServer>
  grants: AgentGrants
  revoke: (grantId: string) => Promise<void>
  publicUrl: () => string
  clock: () => number
}): ((request: IncomingMessage, response: ServerResponse) => AgentAccess) => {
  const { loadServer, grants, revoke, publicUrl, clock } = params

  return (request, response) => {
    /**
     * Finds the pending authorization request of this browser by its cookie. Throws `agents.request-gone`.
     */
    const find = async () => {
      const { provider, call } = await loadServer()
      return call(async () => {
        const found = await provider.interactionDetails(request, response).catch(() => null)
        const client = found && (await provider.Client.find(found.params.client_id))
        if (found === null || !client) throw new Fault('agents.request-gone')
        return { provider, call, interaction: found, client }
      })
    }

    const describe = async (): Promise<AgentRequest & { clientId: string; id: string }> => {
      const { interaction, client } = await find()
      const { clientId, clientName = '', clientUri, clientIdMetadataDocument = false } = client
      const { redirect_uri: returnsTo, scope } = interaction.params
      const asked = agentScopes.filter(one => scope?.split(' ').includes(one) !== false)
      return {
        id: interaction.uid,
        clientId,
        client: {
          name: clientName.trim() === '' ? (hostOf(returnsTo) ?? 'Unnamed client') : clientName,
          host: clientIdMetadataDocument ? hostOf(clientId) : null,
          uri: clientUri ?? null
        },
        returnsTo: hostOf(returnsTo) ?? returnsTo.split(':')[0] ?? returnsTo,
        scopes: asked.length === 0 ? [...agentScopes] : asked
      }
    }

    return {
      request: async () => {
        const { id, client, returnsTo, scopes } = await describe()
        return { id, client, returnsTo, scopes }
      },
      decide: async ({ requestId, personId, allowed }) => {
        const asked = await describe()
        // Another tab may have begun another request, which this person has not seen.
        if (asked.id !== requestId) throw new Fault('agents.request-gone')
        const { provider, call } = await loadServer()
        const finish = (result: object): Promise<string> =>
          provider.interactionResult(request, response, result, { mergeWithLastSubmission: false })
        if (allowed === null) {
          const refused = { error: 'access_denied', error_description: 'The member denied access.' }
          return { returnTo: await call(() => finish(refused)) }
        }
        const scopes = asked.scopes.filter(scope => allowed.scopes.includes(scope))
        if (scopes.length === 0)
          throw new Fault('input.invalid', { what: 'Choose at least one kind of access.' })
        const resource = `${publicUrl()}${MCP_PATH}`
        const returnTo = await call(async () => {
          const grant = new provider.Grant({ accountId: personId, clientId: asked.clientId })
          grant.addOIDCScope('offline_access')
          grant.addResourceScope(resource, scopes.join(' '))
          const others = agentScopes.filter(scope => !scopes.includes(scope))
          if (others.length > 0) grant.rejectResourceScope(resource, others.join(' '))
          const grantId = await grant.save()
          await grants.put({
            ...{ id: grantId, personId, clientId: asked.clientId, scopes },
            ...{ clientName: asked.client.name, clientHost: asked.client.host ?? asked.returnsTo },
            connectorIds: allowed.connectorIds,
            createdAt: clock()
          })
          return finish({ login: { accountId: personId, remember: false }, consent: { grantId } })
        })
        return { returnTo }
      },
      list: async personId => {
        const held = await grants.list(personId)
        return held.map(({ clientId: _, ...grant }) => grant)
      },
      get: async id => {
        const grant = await grants.get(id)
        if (grant === null) throw new Fault('agents.client-gone')
        const { clientId: _, ...rest } = grant
        return rest
      },
      revoke,
      revokeOf: async personId => {
        for (const { id } of await grants.list(personId)) await revoke(id)
      }
    }
  }
}
