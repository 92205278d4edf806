import {
  auth,
  type OAuthClientInformationMixed,
  type OAuthClientProvider,
  type OAuthTokens
} from '@modelcontextprotocol/client'
import { type Api, connectApi } from './api-client.ts'
import { overHttp } from './over-http.ts'

/** Address of the test client to which a browser returns. Nothing listens there. */
export const RETURN_TO = 'http://127.0.0.1:7777/callback'

/** Choice of a member on the consent page: access or not, its scopes, and its connectors. */
export interface Decision {
  allow: boolean
  scopes: ('tools' | 'events' | 'connectors')[]
  connectorIds: string[] | null
}

export const allowAll: Decision = {
  allow: true,
  scopes: ['tools', 'events', 'connectors'],
  connectorIds: null
}

/** HTTP client with cookies that returns redirects instead of following them. */
export interface TestBrowser {
  /** Opens an address and returns the response. `to` is the redirect target, or null. */
  open: (address: string) => Promise<{ status: number; to: URL | null; text: string }>
  /** Returns an API client with the cookies of this browser. */
  api: () => Api
}

/** Opens a browser with the cookies of a session. */
export const openBrowser = (serverUrl: string, session: string): TestBrowser => {
  const jar = new Map(session.split('; ').map(pair => pair.split('=', 2) as [string, string]))
  const header = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
  return {
    open: async address => {
      const { status, headers, text } = await overHttp(address, { headers: { cookie: header() } })
      for (const line of headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        jar.set(pair.slice(0, at), pair.slice(at + 1))
      }
      const to = headers.get('location')
      return { status, to: to === null ? null : new URL(to, serverUrl), text }
    },
    api: () => connectApi(serverUrl, header())
  }
}

/**
 * Decides on a request for access like a member on the consent page. Returns the redirect URL at the client.
 */
export const consent = async (
  serverUrl: string,
  address: URL,
  session: string,
  decision: Decision = allowAll
): Promise<URL> => {
  const browser = openBrowser(serverUrl, session)
  const page = await browser.open(address.href)
  if (page.to?.pathname !== '/connect-agent')
    throw new Error(`No page of consent: ${page.status} ${page.text}`)
  const api = browser.api()
  const { id: requestId, client } = await api.agents.request.query()
  const { returnTo } = await api.agents.decide.mutate({ requestId, clientName: client.name, ...decision })
  const { to } = await browser.open(returnTo)
  if (to === null) throw new Error('The browser was not sent back to the client.')
  return to
}

/** Creates an OAuth client provider that keeps its registration and tokens in memory. */
export const createProvider = () => {
  let information: OAuthClientInformationMixed | undefined
  let tokens: OAuthTokens | undefined
  let verifier = ''
  const seen: { address: URL | null } = { address: null }
  const provider: OAuthClientProvider = {
    redirectUrl: RETURN_TO,
    clientMetadata: { client_name: 'Acme Agent', redirect_uris: [RETURN_TO] },
    clientInformation: () => information,
    saveClientInformation: given => {
      information = given
    },
    tokens: () => tokens,
    saveTokens: given => {
      tokens = given
    },
    redirectToAuthorization: address => {
      seen.address = address
    },
    saveCodeVerifier: given => {
      verifier = given
    },
    codeVerifier: () => verifier
  }
  return { provider, seen, tokens: () => tokens, information: () => information }
}

/** Runs the whole OAuth sign-in of an MCP client and returns the client with its tokens. */
export const connectClient = async (serverUrl: string, session: string, decision: Decision = allowAll) => {
  const client = createProvider()
  const endpoint = `${serverUrl}/mcp`
  await auth(client.provider, { serverUrl: endpoint })
  if (client.seen.address === null) throw new Error('The client opened no page.')
  const back = await consent(serverUrl, client.seen.address, session, decision)
  const authorizationCode = back.searchParams.get('code') ?? ''
  const iss = back.searchParams.get('iss') ?? undefined
  await auth(client.provider, { serverUrl: endpoint, authorizationCode, ...(iss !== undefined && { iss }) })
  const { access_token: token = '', refresh_token: refresh = '' } = client.tokens() ?? {}
  return { ...client, token, refresh, clientId: client.information()?.client_id ?? '' }
}
