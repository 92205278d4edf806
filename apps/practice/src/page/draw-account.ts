import { drawCopyable } from './draw-parts.ts'
import { type Html, html } from './html.ts'
import type { PageData } from './page-data.ts'

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
  [
    'GET, POST /api/equipment',
    '{ personId, item, name? } assigns a laptop, phone or monitor; knows Idempotency-Key'
  ],
  ['GET /api/deliveries', 'the last 500'],
  ['POST /api/deliveries/:id/resend', 'the same id and body again'],
  ['GET, PUT /api/faults', '{ create, remove, slowMs, once }']
]

/** Renders the address of the service, its API key, and a short description of its API. */
export function drawAccount({ url, apiKey }: Pick<PageData, 'url' | 'apiKey'>): Html {
  return html`<section aria-labelledby="account-title">
  <h2 id="account-title">Connection details</h2>
  ${drawCopyable('base-url', 'Base URL', url)}
  ${drawCopyable('api-key', 'API key', apiKey)}
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
