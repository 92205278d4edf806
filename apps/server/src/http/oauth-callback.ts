import type { Backend } from '@hookwright/backend'
import { httpStatusOf } from '@hookwright/model'
import { Router } from 'express'
import type { Logger } from 'pino'
import type { SignIn } from '../sign-in/sign-in.ts'
import { plainPage } from './plain-page.ts'
import type { RequestIds } from './request-ids.ts'

/** Pattern of a connector's key in the URL of its client metadata. */
const KEY = /^[a-z0-9_-]{1,80}$/

/** Pattern of an authorization server's hash in the URL of client metadata. */
const SERVER_HASH = /^[0-9a-f]{32}$/

/**
 * Creates the routes of the redirect URL, to which services return after a sign-in. A completed sign-in
 * redirects to the page that started it; otherwise, a page explains the failure. Also serves the client
 * metadata of a connector for authorization servers without registration (OAuth Client ID Metadata Document).
 * Each authorization server that was discovered has its own redirect URL and metadata.
 */
export const oauthCallback = (params: {
  backend: Pick<Backend, 'connections'>
  signIn: Pick<SignIn, 'sessionOf' | 'whoIs'>
  log: Logger
  requestIdOf: RequestIds['of']
}): Router => {
  const { backend, signIn, log, requestIdOf } = params
  const router = Router()
  router.get('/:connectorKey/client/:name', ({ params: { connectorKey, name } }, response, next) => {
    const serverHash = name.replace(/\.json$/, '')
    const isDocument = name.endsWith('.json') && SERVER_HASH.test(serverHash)
    if (!isDocument || !KEY.test(connectorKey)) return next()
    // The same for every key, so that nobody learns from it which connectors there are.
    response.set('cache-control', 'public, max-age=3600')
    response.json(backend.connections.signIns.clientDocument({ connectorKey, serverHash }))
  })
  router.get('/:connectorKey/callback{/:serverHash}', async (request, response) => {
    const { connectorKey, serverHash } = request.params
    const { returnTo, fault } = await backend.connections.signIns.complete({
      ...{ connectorKey, serverHash },
      // A session that has ended completes nothing.
      session: (await signIn.whoIs(request.headers)) === null ? null : signIn.sessionOf(request.headers),
      parameters: new URL(request.originalUrl, 'http://localhost').searchParams
    })
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    if (fault === null) return response.redirect(303, returnTo ?? '/')
    if (fault.code === 'internal')
      log.error(
        { err: fault, request: requestIdOf(request) },
        'A sign-in at a service failed with an internal error.'
      )
    response
      .status(httpStatusOf(fault.code))
      .type('html')
      .send(
        plainPage({
          title: 'Sign-in failed',
          code: fault.code,
          text: fault.message,
          link: { to: returnTo ?? '/', text: 'Back to Hookwright' }
        })
      )
  })
  return router
}
