import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type AuthInfo,
  createMcpHandler,
  getOAuthProtectedResourceMetadataUrl,
  McpServer,
  OAuthError,
  OAuthErrorCode,
  oauthMetadataResponse,
  requireBearerAuth
} from '@modelcontextprotocol/server'
import { z } from 'zod'

/** Separate authorization server where clients of the MCP server sign in. */
interface SignInElsewhere {
  issuer: string
  /** Returns the authorization that a token grants; null for an invalid token. */
  verify: (token: string) => Promise<AuthInfo | null>
  /** Scope required for the tool `greet`. */
  greetScope?: string
}

/** MCP server built with the MCP SDK only, to act as a third party. Its three tools require a token. */
export interface SdkMcpServer {
  /** URL of its MCP endpoint. */
  url: string
  origin: string
  token: string
  /** Arguments of the calls of `add`, in order. */
  added: { a: number; b: number }[]
  close: () => Promise<void>
}

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Creates the SDK's request handler for a separate authorization server. It serves the OAuth metadata and
 * checks tokens.
 */
const gateOf = (url: string, { issuer, verify }: SignInElsewhere, requiredScopes: string[]) => {
  const gate = requireBearerAuth({
    verifier: {
      verifyAccessToken: async token => {
        const info = await verify(token)
        if (info === null) throw new OAuthError(OAuthErrorCode.InvalidToken, 'The token is not known.')
        return info
      }
    },
    requiredScopes,
    expectedResource: new URL(url),
    resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(new URL(url))
  })
  const metadata = {
    oauthMetadata: {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      response_types_supported: ['code']
    },
    resourceServerUrl: new URL(url),
    scopesSupported: ['people.read']
  }
  return async (request: Request): Promise<Response | null> => {
    const described = oauthMetadataResponse(request, metadata)
    if (described !== undefined) return described
    const answer = await gate(request)
    return answer instanceof Response ? answer : null
  }
}

/**
 * Opens the server. In the mode `auto` a response is one JSON body, in `sse` an event stream.
 *
 * Clients use the server's fixed token, or sign in at the authorization server in `elsewhere`.
 */
export const openSdkMcpServer = async (
  responseMode: 'sse' | 'auto',
  elsewhere?: SignInElsewhere
): Promise<SdkMcpServer> => {
  const token = 'sdk-server-token'
  const added: SdkMcpServer['added'] = []
  const handler = createMcpHandler(
    () => {
      const server = new McpServer({ name: 'acme-tools', version: '1.0.0' })
      server.registerTool(
        'add',
        {
          description: 'Adds two numbers.',
          inputSchema: z.object({ a: z.number(), b: z.number() }),
          outputSchema: z.object({ sum: z.number() })
        },
        async ({ a, b }) => {
          added.push({ a, b })
          return { content: [{ type: 'text', text: String(a + b) }], structuredContent: { sum: a + b } }
        }
      )
      server.registerTool('greet', { description: 'Greets.', inputSchema: z.object({}) }, async () => ({
        content: [
          { type: 'text', text: 'Grüße' },
          { type: 'text', text: 'von Zoë' }
        ]
      }))
      server.registerTool('break', { description: 'Fails.', inputSchema: z.object({}) }, async () => ({
        content: [{ type: 'text', text: 'The printer is out of paper.' }],
        isError: true
      }))
      return server
    },
    { responseMode, legacy: 'reject' }
  )
  const http = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const isKnown = request.headers.authorization === `Bearer ${token}`
      if (elsewhere === undefined && !isKnown) {
        response.writeHead(401, { 'content-type': 'application/json' })
        response.end(JSON.stringify({ error: 'invalid_token', error_description: 'The token is not known.' }))
        return
      }
      const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
        name,
        String(value)
      ])
      const { method = 'POST', url: path, headers: given } = request
      const body = await readText(request)
      const asked = new Request(`http://${given.host}${path}`, {
        method,
        headers,
        ...(method === 'POST' && { body })
      })
      const { greetScope } = elsewhere ?? {}
      const scopes = greetScope !== undefined && body.includes('"greet"') ? [greetScope] : []
      const refused =
        elsewhere === undefined ? null : await gateOf(`${originOf()}/mcp`, elsewhere, scopes)(asked)
      const answer = refused ?? (await handler.fetch(asked))
      response.writeHead(answer.status, Object.fromEntries(answer.headers))
      for await (const chunk of answer.body ?? []) response.write(chunk)
      response.end()
    }
    serve().catch(() => response.destroy())
  })
  const originOf = (): string => `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const origin = originOf()
  return {
    url: `${origin}/mcp`,
    ...{ origin, token, added },
    close: () =>
      new Promise(resolve => {
        http.closeAllConnections()
        http.close(() => resolve())
      })
  }
}
