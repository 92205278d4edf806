import { drawCopyable } from '../../page/draw-parts.ts'
import { type Html, html } from '../../page/html.ts'
import { scopes } from '../scopes.ts'

const api: [string, string][] = [
  ['GET /api/me', 'the member and the app of the token; use it as a ping'],
  ['GET /api/channels', '?limit and ?cursor; the next page is "next_cursor" and the Link header'],
  ['GET /api/channels/:id/messages', 'the newest first, in pages as well'],
  ['POST /api/channels/:id/members', 'a form with name and email'],
  ['POST /api/messages', 'a form with channel and text; knows Idempotency-Key']
]

/** Renders the addresses of the service, its scopes, and a short description of its API. */
export const drawConnect = ({ url }: { url: string }): Html => html`<section aria-labelledby="connect-title">
  <h2 id="connect-title">Connection details</h2>
  ${drawCopyable('base-url', 'Base URL', url)}
  ${drawCopyable('authorize-url', 'Authorize URL', `${url}/oauth/authorize`)}
  ${drawCopyable('token-url', 'Token URL', `${url}/oauth/token`)}
  ${drawCopyable('revocation-url', 'Revocation URL', `${url}/oauth/revoke`)}
  <p class="hint">OAuth 2 authorization code with PKCE. Access tokens last 10 minutes; send them as
    <code>Authorization: Bearer …</code>.</p>
  <details>
    <summary>The API in a few lines</summary>
    <dl class="api">${api.map(([call, text]) => html`<dt><code>${call}</code></dt><dd>${text}</dd>`)}</dl>
    <p class="hint">Scopes: ${Object.keys(scopes).map(name => html`<code>${name}</code> `)}</p>
  </details>
</section>`
