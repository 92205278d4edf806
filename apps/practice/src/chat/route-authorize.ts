import express, { type Express, type Response } from 'express'
import { z } from 'zod'
import { type Authorization, answerUrl, readAuthorization } from './authorization.ts'
import { type ChatService, hashOf } from './chat-service.ts'
import { drawConsent, drawRefusal } from './page/draw-consent.ts'

/** Lifetime of authorization codes, in milliseconds. */
const CODE_LIFETIME = 60_000

const Decision = z.object({ decision: z.enum(['allow', 'deny']), member: z.string() })

/** Adds GET and POST /oauth/authorize: asks a person for consent and redirects to the app. */
export function routeAuthorize(app: Express, service: ChatService): void {
  const { chat, grants, fx } = service

  const refuse = (response: Response, message: string): void =>
    void response.status(400).type('html').send(drawRefusal(message).markup)

  const grantCode = (authorization: Authorization, memberId: string): string => {
    const code = `chat_code_${fx.randomHex(24)}`
    const now = fx.clock()
    grants.addGrant({
      id: `gra_${fx.randomHex(6)}`,
      clientId: authorization.app.clientId,
      memberId,
      scope: authorization.scope,
      createdAt: now,
      redirectUrl: authorization.redirectUrl,
      challenge: authorization.challenge,
      codeHash: hashOf(code),
      codeExpiresAt: now + CODE_LIFETIME
    })
    return code
  }

  app.get('/oauth/authorize', (request, response) => {
    const read = readAuthorization(request.query, service)
    switch (read.is) {
      case 'refused':
        return refuse(response, read.message)
      case 'redirect':
        return response.redirect(303, read.url)
      case 'asked': {
        // Browsers hold redirects of a form to this policy, too.
        const { origin } = new URL(read.authorization.redirectUrl)
        response.set('Content-Security-Policy', consentPolicy(origin))
        // Without a referrer the form would be sent with the origin `null`, which is refused.
        response.set('Referrer-Policy', 'same-origin')
        return void response.type('html').send(drawConsent(read.authorization, chat.members()).markup)
      }
    }
  })

  app.post('/oauth/authorize', express.urlencoded({ extended: false }), (request, response) => {
    const read = readAuthorization(request.body, service)
    if (read.is === 'refused') return refuse(response, read.message)
    if (read.is === 'redirect') return response.redirect(303, read.url)
    const decided = Decision.safeParse(request.body)
    const member = decided.success ? chat.member(decided.data.member) : undefined
    if (!decided.success || member === undefined)
      return refuse(response, 'No member of Acme Chat is selected. Go back and choose a member.')
    const { authorization } = read
    const answer =
      decided.data.decision === 'allow'
        ? { code: grantCode(authorization, member.id) }
        : { error: 'access_denied', error_description: 'The member denied access.' }
    response.redirect(303, answerUrl(authorization, answer, service))
  })
}

const consentPolicy = (origin: string): string =>
  `default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self' ${origin}; base-uri 'none'; frame-ancestors 'none'`
