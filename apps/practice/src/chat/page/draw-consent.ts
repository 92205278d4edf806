import { type Html, html } from '../../page/html.ts'
import type { Authorization } from '../authorization.ts'
import { type Member, welcomeBot } from '../chat.ts'
import { isScope, scopes } from '../scopes.ts'
import { drawDocument } from './draw-document.ts'

/** Renders the consent page. It also lets the person choose who they are, since members have no passwords. */
export function drawConsent(authorization: Authorization, members: readonly Member[]): Html {
  const { app, redirectUrl, scope, state, challenge } = authorization
  const hidden = {
    client_id: app.clientId,
    redirect_uri: redirectUrl,
    response_type: 'code',
    scope,
    ...(state !== undefined && { state }),
    code_challenge: challenge,
    code_challenge_method: 'S256'
  }
  return drawDocument({
    title: `Sign in · Acme Chat`,
    script: null,
    body: html`<main class="consent">
<section aria-labelledby="consent-title" class="send">
  <img src="/icon.svg" alt="" width="32" height="32">
  <h1 id="consent-title">Sign in to Acme Chat</h1>
  <p><b>${app.name}</b> asks for access to Acme Chat, a practice service. It could:</p>
  <ul>${scope.split(' ').map(name => isScope(name) && html`<li>${scopes[name]} <code>${name}</code></li>`)}</ul>
  <form method="post" action="/oauth/authorize">
    ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
    <div class="field">
      <label for="member">Sign in as</label>
      <select id="member" name="member">${members
        .filter(({ id }) => id !== welcomeBot.id)
        .map(({ id, name, email }) => html`<option value="${id}">${name} (${email})</option>`)}</select>
    </div>
    <div class="pair">
      <button class="main" name="decision" value="allow">Allow</button>
      <button name="decision" value="deny">Deny</button>
    </div>
  </form>
  <p class="hint">After that you return to <code>${new URL(redirectUrl).origin}</code>.</p>
</section>
</main>`
  })
}

/** Renders the error page for a request that cannot be returned to the app. */
export const drawRefusal = (message: string): Html =>
  drawDocument({
    title: 'Sign-in refused · Acme Chat',
    script: null,
    body: html`<main class="consent">
<section aria-labelledby="refusal-title" class="send">
  <h1 id="refusal-title">Sign-in refused</h1>
  <p role="alert">${message}</p>
  <a class="back" href="/">Open Acme Chat</a>
</section>
</main>`
  })
