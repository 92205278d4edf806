import type { Request, Response } from 'express'
import { refusal, send } from '../answer.ts'
import type { Grant } from '../database/grant-rows.ts'
import { type ChatService, hashOf } from './chat-service.ts'
import type { Scope } from './scopes.ts'

/**
 * Returns the grant of a request's access token (RFC 6750). If the token is not valid for the scope, sends an
 * error answer and returns null.
 */
export function requireToken(
  request: Pick<Request, 'get'>,
  response: Response,
  params: { service: ChatService; scope: Scope | null }
): Grant | null {
  const { service, scope } = params
  const token = /^Bearer (\S+)$/i.exec(request.get('Authorization') ?? '')?.[1]
  const refuse = (status: number, code: string, message: string): null => {
    const error = token === undefined ? '' : `, error="${code}"`
    response.set('WWW-Authenticate', `Bearer realm="Acme Chat"${error}`)
    send(response, refusal(status, code, message))
    return null
  }
  if (token === undefined) {
    const message = 'The request carries no access token. Send the header "Authorization: Bearer <token>".'
    return refuse(401, 'unauthorized', message)
  }
  const grant = service.grants.grantOfAccess(hashOf(token), service.fx.clock())
  if (grant === undefined) {
    const message = 'The access token is unknown, expired or revoked. Refresh it, or sign in again.'
    return refuse(401, 'invalid_token', message)
  }
  if (scope !== null && !grant.scope.split(' ').includes(scope)) {
    const message = `The access token lacks the scope "${scope}". Sign in again and request this scope.`
    return refuse(403, 'insufficient_scope', message)
  }
  return grant
}
