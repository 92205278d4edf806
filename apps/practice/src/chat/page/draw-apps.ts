import type { ChatApp, Grant } from '../../database/grant-rows.ts'
import { drawTime } from '../../page/draw-parts.ts'
import { type Html, html } from '../../page/html.ts'

/** App with its grants and the name of each grant's member. */
export interface DrawnApp extends ChatApp {
  grants: (Grant & { member: string })[]
}

/** Renders the registered apps with the access that members gave them, and the form that registers an app. */
export const drawApps = ({
  apps,
  now
}: {
  apps: DrawnApp[]
  now: number
}): Html => html`<section aria-labelledby="apps-title" data-live id="apps">
  <h2 id="apps-title">Apps <span class="count">${apps.length}</span></h2>
  <p class="hint">Apps that may act here, and for which members. An expired token is refreshed; a revoked one needs a new sign-in.</p>
  ${apps.length === 0 ? html`<p class="empty">No app is registered yet.</p>` : apps.map(app => drawApp(app, now))}
</section>
<section aria-labelledby="register-title">
  <h2 id="register-title">Register an app</h2>
  <p class="hint">Its client ID and secret go into the authentication of a connector, which shows the redirect URL.</p>
  <form id="app-form">
    <div class="field">
      <label for="app-name">Name</label>
      <input id="app-name" name="name" required maxlength="100" autocomplete="off">
    </div>
    <div class="field">
      <label for="app-redirect">Redirect URL</label>
      <input id="app-redirect" name="redirectUrl" type="url" required placeholder="https://hookwright.example/oauth/…/callback" autocomplete="off">
    </div>
    <button>Register</button>
  </form>
</section>`

const drawApp = (
  { clientId, name, redirectUrls, grants }: DrawnApp,
  now: number
): Html => html`<div class="app">
    <h3>${name}</h3>
    <dl>
      <dt>Client ID</dt><dd><code>${clientId}</code></dd>
      <dt>Redirect URL</dt><dd>${redirectUrls.map(url => html`<code>${url}</code> `)}</dd>
    </dl>
    ${grants.length === 0 && html`<p class="hint">No member has authorized it.</p>`}
    <ul class="grants">${grants.map(grant => drawGrant(grant, name, now))}</ul>
    <div class="actions">
      <button type="button" id="remove-${clientId}" data-call="DELETE /page/apps/${clientId}" data-done="${name} is removed."
        data-ask="Remove ${name}? Its tokens will stop working." aria-label="Remove ${name}">Remove app</button>
    </div>
  </div>`

const drawGrant = (
  { id, member, createdAt }: DrawnApp['grants'][number],
  app: string,
  now: number
): Html => html`<li>
        <span><b>${member}</b> <span class="dim">since ${drawTime(createdAt, now)}</span></span>
        <span class="actions">
          <button type="button" id="expire-${id}" data-call="POST /page/grants/${id}/expire"
            data-done="The access token of ${app} for ${member} has expired."
            aria-label="Expire the token of ${app} for ${member}">Expire</button>
          <button type="button" id="revoke-${id}" data-call="DELETE /page/grants/${id}"
            data-done="The access of ${app} for ${member} was revoked."
            aria-label="Revoke the access of ${app} for ${member}">Revoke</button>
        </span>
      </li>`
