import type { Delivery } from '../delivery.ts'
import { drawOutcome, drawTime, maskUrl } from './draw-parts.ts'
import { type Html, html } from './html.ts'
import type { PageData } from './page-data.ts'

/** Renders the latest deliveries, each with details and a button to send it again. */
export function drawDeliveries({ deliveries, now }: Pick<PageData, 'deliveries' | 'now'>): Html {
  return html`<section aria-labelledby="deliveries-title" data-live id="deliveries">
  <h2 id="deliveries-title">Last deliveries</h2>
  <p class="hint">Events that were sent, and the responses.</p>
  ${deliveries.length === 0 ? html`<p class="empty">Nothing has been sent yet.</p>` : table(deliveries, now)}
</section>`
}

const table = (deliveries: Delivery[], now: number): Html => html`<table>
    <thead><tr>
      <th scope="col">Sent</th><th scope="col">Event</th><th scope="col">To</th><th scope="col">Answer</th>
      <th scope="col"><span class="hidden">Actions</span></th>
    </tr></thead>
    <tbody>${deliveries.map(delivery => row(delivery, now))}</tbody>
  </table>`

/** Formats a JSON body over several lines; returns any other body unchanged. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

function row({ id, sentAt, eventType, url, body, outcome, attempts }: Delivery, now: number): Html {
  return html`<tr>
      <td data-label="Sent">${drawTime(sentAt, now)}${attempts > 1 && html`<div class="details">${attempts} times</div>`}</td>
      <td data-label="Event"><details id="body-${id}">
        <summary><code>${eventType}</code></summary>
        <pre tabindex="0" aria-label="Body of delivery ${id.slice(0, 8)}">${readable(body)}</pre>
      </details></td>
      <td data-label="To" class="url"><code>${maskUrl(url)}</code></td>
      <td data-label="Answer">${drawOutcome(outcome)}${why(outcome)}</td>
      <td><div class="actions">
        <button type="button" id="resend-${id}" data-call="POST /api/deliveries/${id}/resend"
          data-done="Delivery ${id.slice(0, 8)} is sent again." aria-label="Send delivery ${id.slice(0, 8)} again">Send
          again</button>
      </div></td>
    </tr>`
}

function why(outcome: Delivery['outcome']): Html {
  switch (outcome.kind) {
    case 'open':
      return html``
    case 'answered':
      return html` <span class="dim">${outcome.ms} ms</span>`
    case 'failed':
      return html`<div class="details">${outcome.error}</div>`
  }
}
