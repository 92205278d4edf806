import {
  ACCESS_TOKEN,
  type Authentication,
  CONNECTION_CARD,
  type CodeGrant,
  type Id,
  literal,
  pill,
  text
} from '@hookwright/model'
import { card, drawFlow } from '../seed/draw-flow.ts'
import type { Api } from './api-client.ts'
import { oidcClient } from './oidc-service.ts'

/** Returns the authentication of a connector that signs in to an OIDC service as the maker's client. */
export const oauthAuthentication = (url: string, change: Partial<CodeGrant> = {}): Authentication => ({
  kind: 'authorization-code',
  fields: [],
  baseUrl: literal(url),
  allowedHosts: [],
  placement: {
    kind: 'header',
    name: 'Authorization',
    value: text('Bearer ', pill(CONNECTION_CARD, ACCESS_TOKEN))
  },
  code: {
    authorizeUrl: literal('/auth'),
    tokenUrl: literal('/token'),
    issuer: url,
    client: { ownership: 'maker', clientId: oidcClient.id },
    sendAs: 'header',
    scopes: [
      { name: 'people.read', use: 'fixed' },
      { name: 'people.write', use: 'unselected' }
    ],
    separator: ' ',
    authorizeParameters: {},
    tokenParameters: {},
    tokenPath: '',
    anyTokenType: false,
    lifetime: null,
    refreshes: true,
    ...change
  }
})

/** Flow that pings the service. */
const oauthPing = drawFlow(
  card('authping', 'start'),
  card('raw-request', 'me', { inputs: { url: literal('/me') } })
)

/** Adds a connector with OAuth, the secret of its client, a ping flow and a test connection. */
export const addOauthConnector = async (
  api: Api,
  { name, authentication }: { name: string; authentication: Authentication }
): Promise<{ connectorId: Id; key: string; connectionId: Id }> => {
  const { id: connectorId, key } = await api.connectors.create.mutate({ name })
  await api.connectors.authenticate.mutate({ connectorId, authentication })
  const { id: clientId, secret } = oidcClient
  await api.connectors.setClientSecret.mutate({ connectorId, clientId, secret })
  await api.makerFlows.create.mutate({ connectorId, name: '_authping', doc: oauthPing })
  const { id: connectionId } = await api.testConnections.create.mutate({
    connectorId,
    name: 'Mine',
    values: {}
  })
  return { connectorId, key, connectionId }
}
