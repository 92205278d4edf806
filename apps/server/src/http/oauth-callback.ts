import type { Backend } from '@hookwright/backend'
import { type Fault, httpStatusOf } from '@hookwright/model'
import { Router } from 'express'
import type { Logger } from 'pino'
import type { SignIn } from '../sign-in/sign-in.ts'
import type { RequestIds } from './request-ids.ts'

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, sign => escapes[sign] ?? sign)

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eeede9; color: #17181b }
main { box-sizing: border-box; width: min(32rem, calc(100vw - 2rem)); padding: 1.5rem; border-radius: 10px;
  border: 1px solid #e4e2dd; background: #fff; overflow-wrap: anywhere }
h1 { margin: 0 0 .5rem; font-size: 1.15rem }
p { margin: 0 0 1rem }
a { color: #2546c2 }
@media (prefers-color-scheme: dark) {
  body { background: #0b0c0d; color: #f1f0ee }
  main { border-color: #2a2b2f; background: #191a1d }
  a { color: #a6b9ff }
}`

/** Page that says why a sign-in failed, with a link to the page that began it. */
const failurePage = (fault: Fault, returnTo: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign-in failed · Hookwright</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Sign-in failed</h1>
<p role="alert" data-code="${fault.code}">${escapeHtml(fault.message)}</p>
<a href="${escapeHtml(returnTo)}">Back to Hookwright</a>
</main>
</body>
</html>
`

/**
 * Redirect URL of connectors, to which services return after a sign-in. A completed sign-in redirects to the page that
 * started it; otherwise a page explains the failure.
 */
export const oauthCallback = (params: {
  backend: Pick<Backend, 'connections'>
  signIn: Pick<SignIn, 'sessionOf' | 'whoIs'>
  log: Logger
  requestIdOf: RequestIds['of']
}): Router => {
  const { backend, signIn, log, requestIdOf } = params
  const router = Router()
  router.get('/:connectorKey/callback', async (request, response) => {
    const { returnTo, fault } = await backend.connections.signIns.complete({
      connectorKey: request.params.connectorKey,
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
      .send(failurePage(fault, returnTo ?? '/'))
  })
  return router
}
