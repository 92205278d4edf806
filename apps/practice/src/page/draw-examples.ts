import { drawEvent, eventBodyOf } from '../acme-event.ts'
import { departmentChoices, eventTypeChoices } from '../event-types.ts'
import { describeWithSecret } from '../subscription.ts'
import { type Html, html } from './html.ts'

/** Fixed time of the examples. */
const NOON = Date.UTC(2026, 10, 24, 14, 2, 11)
const fx: Parameters<typeof drawEvent>[2] = {
  clock: () => NOON,
  newId: () => '00000000-0000-4000-8000-000000000000',
  randomHex: bytes => '5f'.repeat(bytes),
  randomBelow: () => 0,
  wait: async () => {},
  report: () => {}
}

const lines = (value: object): string => JSON.stringify(value, null, 2)

/** Renders example messages of each event and the answer to a subscription, for connector builders. */
export function drawExamples(): Html {
  return html`<section aria-labelledby="examples-title">
  <h2 id="examples-title">Example requests and responses</h2>
  ${eventTypeChoices.map(({ value, label }) => {
    const event = drawEvent(value, 1, fx)
    const departments = departmentChoices(value).map(each => each.value)
    return html`<details>
    <summary>${label} <code>${value}</code></summary>
    <p class="hint">Departments: ${departments.join(', ')}.</p>
    ${example(`body-${value}`, 'Example body', lines(eventBodyOf(event, { department: null, list: false })))}
    ${example(`list-${value}`, 'Example body with a list', lines(eventBodyOf(event, { department: null, list: true })))}
  </details>`
  })}
  <details>
    <summary>The answer to <code>POST /api/subscriptions</code></summary>
    ${example('answer', 'Response with status 201', lines(answer()))}
    <p class="hint">Keep the <code>id</code>: <code>DELETE /api/subscriptions/:id</code> ends it, and answers 204.</p>
  </details>
</section>`
}

const answer = (): object =>
  describeWithSecret(
    {
      id: `sub_${fx.randomHex(6)}`,
      url: 'https://hooks.example.com/e/1',
      eventType: 'user.created',
      list: false,
      department: null,
      secret: fx.randomHex(16),
      dialect: null,
      createdAt: NOON,
      expiresAt: null,
      deadAt: null
    },
    NOON
  )

const example = (id: string, label: string, text: string): Html =>
  html`<div class="field example">
      <label for="${id}">${label}</label>
      <textarea id="${id}" rows="${text.split('\n').length}" readonly spellcheck="false">${text}</textarea>
      <button type="button" data-copy="${id}" aria-label="Copy ${label}">Copy</button>
    </div>`
