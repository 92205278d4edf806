import { type Html, html, type Piece } from './html.ts'
import type { PageGiven } from './page-given.ts'

const api: [string, string][] = [
  ['GET /api/me', 'the account of the API key; use it as a ping'],
  ['GET /api/event-types', 'available event types'],
  ['GET /api/departments?eventType=…', 'choices that depend on the event type'],
  [
    'POST /api/subscriptions',
    '{ url, eventType, list?, department?, dialect?, key?, expiresInSeconds? }; knows Idempotency-Key'
  ],
  ['GET /api/subscriptions', 'all, or one with /:id'],
  ['PATCH /api/subscriptions/:id', '{ expiresInSeconds } renews it'],
  ['DELETE /api/subscriptions/:id', 'ends it'],
  ['GET /api/dialects', 'other services that it can speak as'],
  ['POST /api/subscriptions/:id/ping', 'sends a ping'],
  ['POST /api/subscriptions/:id/send', '{ manner } sends one event: genuine, forged or stale'],
  ['POST /api/subscriptions/:id/rotate', 'signs with a new key from now on'],
  ['POST /api/events', '{ eventType, list?, records?, count?, data? } sends events'],
  ['GET /api/deliveries', 'the last 500'],
  ['POST /api/deliveries/:id/resend', 'the same id and body again'],
  ['GET, PUT /api/faults', '{ create, remove, slowMs, once }']
]

/** Draws the address of the service, its API key, and its API in a few lines. */
export function drawAccount({ url, apiKey }: Pick<PageGiven, 'url' | 'apiKey'>): Html {
  return html`<section aria-labelledby="account-title">
  <h2 id="account-title">Connect to it</h2>
  ${copyable('base-url', 'Base URL', url)}
  ${copyable('api-key', 'API key', apiKey)}
  <p class="hint">Send the key as <code>Authorization: Bearer …</code> with every call.</p>
  <details>
    <summary>The API in a few lines</summary>
    <dl class="api">${api.map(([call, what]) => html`<dt><code>${call}</code></dt><dd>${what}</dd>`)}</dl>
    <p class="hint">Every delivery is signed: <code>X-Acme-Signature</code> is <code>sha256=</code> and the
      HMAC-SHA256 of <code>timestamp.body</code>, made with the secret of the subscription. <code>X-Acme-Event-Id</code> names the event, also to the other
      subscriptions that are told of it.</p>
  </details>
</section>`
}

function copyable(id: string, label: Piece, value: string): Html {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    <div class="joined">
      <input id="${id}" value="${value}" readonly spellcheck="false">
      <button type="button" data-copy="${id}" aria-label="Copy ${label}">Copy</button>
    </div>
  </div>`
}
