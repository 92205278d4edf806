import { findDialect } from '../dialects.ts'
import { departmentChoices, eventTypeChoices } from '../event-types.ts'
import { type Subscription, statusOf } from '../subscription.ts'
import { drawOutcome, drawTime, maskUrl } from './draw-parts.ts'
import { type Html, html } from './html.ts'
import type { PageData } from './page-data.ts'

type SubscriptionsData = Pick<PageData, 'subscriptions' | 'lastDeliveries' | 'now'>

/** Renders the table of subscriptions, each with its actions. */
export function drawSubscriptions(params: SubscriptionsData): Html {
  const { subscriptions } = params
  return html`<section aria-labelledby="subscriptions-title" data-live id="subscriptions">
  <h2 id="subscriptions-title">Subscriptions <span class="count">${subscriptions.length}</span></h2>
  <p class="hint">URLs that receive its events.</p>
  ${subscriptions.length === 0 ? nobody : table(params)}
</section>`
}

const nobody = html`<p class="empty">Nobody has subscribed yet.<br>Turn on a flow in Hookwright that uses Acme HR: its
  subscription appears here by itself.</p>`

const table = (params: SubscriptionsData): Html => html`<table>
    <thead><tr>
      <th scope="col">Subscription</th><th scope="col">Event</th><th scope="col">URL</th><th scope="col">Created</th>
      <th scope="col">Last delivery</th><th scope="col"><span class="hidden">Actions</span></th>
    </tr></thead>
    <tbody>${params.subscriptions.map(subscription => row(subscription, params))}</tbody>
  </table>`

function row(subscription: Subscription, { lastDeliveries, now }: SubscriptionsData): Html {
  const { id, eventType, url, createdAt } = subscription
  const last = lastDeliveries.get(id)
  const path = `/api/subscriptions/${id}`
  return html`<tr>
      <td data-label="Subscription"><code>${id}</code> ${status(subscription, now)}</td>
      <td data-label="Event">${labelOf(eventType)}${details(subscription, now)}</td>
      <td data-label="URL" class="url"><code>${maskUrl(url)}</code></td>
      <td data-label="Created">${drawTime(createdAt, now)}</td>
      <td data-label="Last delivery">${last ? drawOutcome(last.outcome) : html`<span class="dim">none yet</span>`}</td>
      <td><div class="actions">
        <button type="button" id="ping-${id}" data-call="POST ${path}/ping" data-done="The ping to ${id} is sent."
          aria-label="Ping ${id}">Ping</button>
        <button type="button" id="delete-${id}" data-call="DELETE ${path}" data-done="${id} is deleted."
          data-ask="Delete ${id}? Its URL is not notified and gets no further events."
          aria-label="Delete ${id}">Delete</button>
        <details class="more" id="more-${id}">
          <summary aria-label="More for ${id}">More</summary>
          <div class="actions">${manners(id)}</div>
        </details>
      </div></td>
    </tr>`
}

/**
 * Renders a subscription's buttons: three send a valid, a forged or an old event, and one changes the key.
 */
const manners = (id: string): Html => {
  const path = `/api/subscriptions/${id}`
  const send = (manner: string, label: string, done: string) =>
    html`<button type="button" id="${manner}-${id}" data-call="POST ${path}/send" data-manner="${manner}"
            data-done="${done}" aria-label="${label}: ${id}">${label}</button>`
  return html`${send('genuine', 'Send valid event', `An event is sent to ${id}.`)}
          ${send('forged', 'Send forged event', `An event signed with a wrong key is sent to ${id}.`)}
          ${send('stale', 'Send old event', `An event that is two weeks old is sent to ${id}.`)}
          <button type="button" id="rotate-${id}" data-call="POST ${path}/rotate"
            data-done="${id} now signs with this key:" aria-label="New key: ${id}">New key</button>`
}

function status(subscription: Subscription, now: number): Html | false {
  const known = statusOf(subscription, now)
  return known !== 'live' && html`<span class="chip bad">${known}</span>`
}

function details(
  { list, eventType, department, dialect, expiresAt }: Subscription,
  now: number
): Html | false {
  const name = departmentChoices(eventType).find(choice => choice.value === department)?.label
  const known = [
    dialect !== null && html`<span>as ${findDialect(dialect)?.name ?? dialect}</span>`,
    list && html`<span>as a list</span>`,
    name !== undefined && html`<span>${name}</span>`,
    expiresAt !== null && html`<span>until ${drawTime(expiresAt, now)}</span>`
  ].filter(detail => detail !== false)
  return known.length > 0 && html`<div class="details">${known}</div>`
}

const labelOf = (eventType: string): string =>
  eventTypeChoices.find(choice => choice.value === eventType)?.label ?? eventType
