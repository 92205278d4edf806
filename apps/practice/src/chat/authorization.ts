import { z } from 'zod'
import type { ChatApp } from '../database/grant-rows.ts'
import type { ChatService } from './chat-service.ts'
import { allScopes, isScope } from './scopes.ts'

/**
 * Authorization request of an app (RFC 6749, 4.1.1, with RFC 7636), as sent by the app and repeated by the consent
 * page.
 */
const Asked = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.string().optional(),
  scope: z.string().optional(),
  state: z.string().max(2_000).optional(),
  code_challenge: z.string().optional(),
  code_challenge_method: z.string().optional()
})

/** Checked authorization request. */
export interface Authorization {
  app: ChatApp
  redirectUrl: string
  /** Scope names, separated by spaces. */
  scope: string
  state: string | undefined
  challenge: string
}

/**
 * Result of reading an authorization request. `refused` is shown to the person, since the redirect URL cannot be
 * trusted; `redirect` returns to the app with an error.
 */
export type ReadAuthorization =
  | { is: 'refused'; message: string }
  | { is: 'redirect'; url: string }
  | { is: 'asked'; authorization: Authorization }

/** Reads an authorization request from the query of its URL or from the form of the consent page. */
export function readAuthorization(input: unknown, service: ChatService): ReadAuthorization {
  const asked = Asked.safeParse(input)
  if (!asked.success) {
    return {
      is: 'refused',
      message: 'The request has no valid client_id and redirect_uri. Each parameter must be sent once.'
    }
  }
  const { client_id: clientId, redirect_uri: redirectUrl, state } = asked.data
  const app = service.grants.app(clientId)
  if (app === undefined) {
    const message = `No app has the client ID “${clientId}”. Register the app on the page of Acme Chat.`
    return { is: 'refused', message }
  }
  if (!app.redirectUrls.includes(redirectUrl)) {
    const message = `The redirect URL ${redirectUrl} is not registered for the app “${app.name}”. Register an app with exactly this URL on the page of Acme Chat.`
    return { is: 'refused', message }
  }
  const { response_type, scope = '', code_challenge: challenge, code_challenge_method } = asked.data
  const refuse = (error: string, error_description: string): ReadAuthorization => ({
    is: 'redirect',
    url: answerUrl({ redirectUrl, state }, { error, error_description }, service)
  })
  if (response_type !== 'code')
    return refuse('unsupported_response_type', 'Only response_type=code is supported.')
  const unknown = scope.split(' ').find(name => name !== '' && !isScope(name))
  if (unknown !== undefined)
    return refuse('invalid_scope', `There is no scope “${unknown}”. The scopes are ${allScopes}.`)
  if (code_challenge_method !== 'S256' || challenge === undefined || !/^[\w-]{43}$/.test(challenge))
    return refuse('invalid_request', 'PKCE is required: send code_challenge and code_challenge_method=S256.')
  return {
    is: 'asked',
    authorization: { app, redirectUrl, state, challenge, scope: scope.trim() || allScopes }
  }
}

/** Returns the redirect URL with the answer for the app, including the issuer (RFC 9207). */
export function answerUrl(
  { redirectUrl, state }: Pick<Authorization, 'redirectUrl' | 'state'>,
  answer: Record<string, string>,
  { url }: ChatService
): string {
  const answered = new URL(redirectUrl)
  const parameters = { ...answer, ...(state !== undefined && { state }), iss: url() }
  for (const [name, value] of Object.entries(parameters)) answered.searchParams.set(name, value)
  return answered.href
}
