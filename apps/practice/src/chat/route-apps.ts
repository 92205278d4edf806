import express, { type Express } from 'express'
import { z } from 'zod'
import { send } from '../answer.ts'
import { type ChatService, hashOf } from './chat-service.ts'
import { scopes } from './scopes.ts'

const isRedirectUrl = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hash } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && hash === ''
}

const RedirectUrls = z.array(z.string().max(2_000).refine(isRedirectUrl)).min(1).max(10)
const NewApp = z.object({ client_name: z.string().trim().min(1).max(100), redirect_uris: z.unknown() })

/**
 * Adds POST /oauth/register (RFC 7591), open to everyone on this computer, and the metadata of the authorization server
 * (RFC 8414).
 */
export function routeApps(app: Express, { grants, fx, url }: ChatService): void {
  app.post('/oauth/register', express.json(), (request, response) => {
    const refuse = (error: string, error_description: string): void =>
      send(response, { status: 400, body: { error, error_description } })
    const wanted = NewApp.safeParse(request.body)
    if (!wanted.success)
      return refuse('invalid_client_metadata', 'client_name must be a text of 1 to 100 characters.')
    const redirectUrls = RedirectUrls.safeParse(wanted.data.redirect_uris)
    if (!redirectUrls.success) {
      const rule = 'redirect_uris must be a list of 1 to 10 http or https URLs without a fragment.'
      return refuse('invalid_redirect_uri', rule)
    }
    const now = fx.clock()
    const [clientId, secret] = [`app_${fx.randomHex(8)}`, `chat_secret_${fx.randomHex(24)}`]
    grants.addApp({
      ...{ clientId, secretHash: hashOf(secret) },
      name: wanted.data.client_name,
      redirectUrls: redirectUrls.data,
      createdAt: now
    })
    const body = {
      client_id: clientId,
      client_secret: secret,
      client_name: wanted.data.client_name,
      redirect_uris: redirectUrls.data,
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_basic',
      client_id_issued_at: Math.floor(now / 1000),
      client_secret_expires_at: 0
    }
    send(response, { status: 201, body })
  })

  app.get('/.well-known/oauth-authorization-server', (_request, response) => {
    const body = {
      issuer: url(),
      authorization_endpoint: `${url()}/oauth/authorize`,
      token_endpoint: `${url()}/oauth/token`,
      revocation_endpoint: `${url()}/oauth/revoke`,
      registration_endpoint: `${url()}/oauth/register`,
      scopes_supported: Object.keys(scopes),
      response_types_supported: ['code'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true
    }
    send(response, { status: 200, body })
  })
}
