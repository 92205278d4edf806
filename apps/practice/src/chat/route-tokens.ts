import express, { type Express, type Request, type Response } from 'express'
import { z } from 'zod'
import { type Answer, send } from '../answer.ts'
import type { ChatApp, Grant } from '../database/grant-rows.ts'
import { type ChatService, hashOf } from './chat-service.ts'

/** Lifetime of access tokens, in milliseconds. Refresh tokens last until they are revoked. */
const ACCESS_LIFETIME = 10 * 60_000

const CodeForm = z.object({ code: z.string(), redirect_uri: z.string(), code_verifier: z.string() })
const RefreshForm = z.object({ refresh_token: z.string(), scope: z.string().optional() })
const RevokeForm = z.object({ token: z.string() })
const ClientForm = z.object({ client_id: z.string(), client_secret: z.string() })

/** Adds POST /oauth/token and /oauth/revoke, for apps that authenticate by client ID and secret. */
export function routeTokens(app: Express, service: ChatService): void {
  const { grants, fx } = service
  const form = express.urlencoded({ extended: false })

  const issue = (grant: Grant, refresh: string | null): Answer => {
    const access = `chat_at_${fx.randomHex(24)}`
    const refreshHash = refresh === null ? null : hashOf(refresh)
    const expiresAt = fx.clock() + ACCESS_LIFETIME
    grants.keepTokens(grant.id, { accessHash: hashOf(access), expiresAt, refreshHash })
    const body = {
      access_token: access,
      token_type: 'Bearer',
      expires_in: ACCESS_LIFETIME / 1000,
      scope: grant.scope,
      ...(refresh !== null && { refresh_token: refresh })
    }
    return { status: 200, body }
  }

  const exchangeCode = (client: ChatApp, body: unknown): Answer => {
    const asked = CodeForm.safeParse(body)
    if (!asked.success) return invalid('code, redirect_uri and code_verifier must each be sent once.')
    const { code, redirect_uri, code_verifier } = asked.data
    const grant = grants.takeCode(hashOf(code), fx.clock())
    if (grant === undefined || grant.clientId !== client.clientId)
      return notGranted('The code is unknown, expired or already used.')
    if (grant.redirectUrl !== redirect_uri)
      return notGranted('The redirect_uri does not match the one in the authorization request.')
    if (grant.challenge !== hashOf(code_verifier))
      return notGranted('The code_verifier does not match the code_challenge.')
    return issue(grant, `chat_rt_${fx.randomHex(24)}`)
  }

  const refresh = (client: ChatApp, body: unknown): Answer => {
    const asked = RefreshForm.safeParse(body)
    if (!asked.success) return invalid('refresh_token must be sent once.')
    const grant = grants.grantOfRefresh(hashOf(asked.data.refresh_token))
    if (grant === undefined || grant.clientId !== client.clientId)
      return notGranted('The refresh token is unknown or was revoked.')
    const { scope } = asked.data
    if (scope !== undefined && scope !== grant.scope)
      return oauthError(400, 'invalid_scope', `The scope cannot be changed. It is ${grant.scope}.`)
    return issue(grant, null)
  }

  /** Sends the answer if the app authenticates, otherwise an error. */
  const sendFor = (
    request: Request,
    response: Response,
    answer: (client: ChatApp, body: unknown) => Answer
  ): void => {
    response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
    const client = clientOf(request, service)
    if (client === undefined) response.set('WWW-Authenticate', 'Basic realm="Acme Chat"')
    send(response, client === undefined ? wrongClient : answer(client, request.body))
  }

  app.post('/oauth/token', form, (request, response) =>
    sendFor(request, response, (client, body) => {
      const grantType = z.object({ grant_type: z.string() }).safeParse(body).data?.grant_type
      if (grantType === 'authorization_code') return exchangeCode(client, body)
      if (grantType === 'refresh_token') return refresh(client, body)
      const why = 'Only the grant types authorization_code and refresh_token are supported.'
      return oauthError(400, 'unsupported_grant_type', why)
    })
  )

  // An unknown token is answered like one that was revoked (RFC 7009, 2.2).
  app.post('/oauth/revoke', form, (request, response) =>
    sendFor(request, response, (client, body) => {
      const asked = RevokeForm.safeParse(body)
      if (!asked.success) return invalid('token must be sent once.')
      const hash = hashOf(asked.data.token)
      const ofRefresh = grants.grantOfRefresh(hash)
      const ofAccess = grants.grantOfAccess(hash, fx.clock())
      if (ofRefresh?.clientId === client.clientId) grants.revoke(ofRefresh.id)
      if (ofAccess?.clientId === client.clientId) grants.removeAccess(hash)
      return { status: 200, body: {} }
    })
  )
}

/** Returns the app with the client ID and secret in the request's header or body (RFC 6749, 2.3.1). */
function clientOf(request: Request, { grants }: ChatService): ChatApp | undefined {
  const shown = shownClient(request)
  const app = shown && grants.app(shown.clientId)
  return app?.secretHash === hashOf(shown?.secret ?? '') ? app : undefined
}

function shownClient(request: Request): { clientId: string; secret: string } | undefined {
  const basic = /^Basic ([\w+/=]+)$/i.exec(request.get('Authorization') ?? '')?.[1]
  if (basic !== undefined) {
    const [clientId = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
    return { clientId: fromForm(clientId), secret: fromForm(secret) }
  }
  const { data } = ClientForm.safeParse(request.body)
  return data && { clientId: data.client_id, secret: data.client_secret }
}

/** Decodes a form-encoded value, as RFC 6749 requires in the header. */
const fromForm = (text: string): string => new URLSearchParams(`v=${text}`).get('v') ?? ''

/** Creates an error answer in the format of RFC 6749, 5.2. */
const oauthError = (status: number, error: string, error_description: string): Answer => ({
  status,
  body: { error, error_description }
})

const wrongClient = oauthError(
  401,
  'invalid_client',
  'The client ID or secret is wrong. Send them by Basic authentication or in the body.'
)

const invalid = (why: string): Answer => oauthError(400, 'invalid_request', why)

const notGranted = (why: string): Answer => oauthError(400, 'invalid_grant', why)
