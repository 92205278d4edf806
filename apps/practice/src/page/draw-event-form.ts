import { type EventType, eventTypeChoices } from '../event-types.ts'
import { statusOf } from '../subscription.ts'
import { type Html, html } from './html.ts'
import type { PageData } from './page-data.ts'

type EventFormData = Pick<PageData, 'subscriptions' | 'now'>

/** Form field for one value of an event's record. */
interface RecordField {
  name: string
  label: string
  isNumber?: true
}

const fieldsOf: Record<EventType, RecordField[]> = {
  'user.created': [
    { name: 'firstName', label: 'First name' },
    { name: 'lastName', label: 'Last name' },
    { name: 'email', label: 'Email' },
    { name: 'department', label: 'Department' }
  ],
  'file.deleted': [
    { name: 'name', label: 'File name' },
    { name: 'path', label: 'Path' },
    { name: 'sizeBytes', label: 'Size in bytes', isNumber: true },
    { name: 'deletedBy', label: 'Deleted by' }
  ],
  'suspicious.activity': [
    { name: 'kind', label: 'Kind' },
    { name: 'riskScore', label: 'Risk score', isNumber: true },
    { name: 'ip', label: 'IP address' },
    { name: 'userId', label: 'User' }
  ]
}

/** Renders the form that triggers events. */
export function drawEventForm(params: EventFormData): Html {
  return html`<section aria-labelledby="event-title" class="send" id="send">
  <h2 id="event-title">Send an event</h2>
  <form id="event-form">
    <fieldset class="choices">
      <legend>Event</legend>
      ${eventTypeChoices.map(({ value, label }, index) => choice(value, label, index === 0, params))}
    </fieldset>
    <details id="event-fields">
      <summary>Choose values and number of events</summary>
      <p class="hint">Empty fields get sample values.</p>
      ${eventTypeChoices.map(({ value }) => fields(value))}
      <div class="trio">
        <div class="field">
          <label for="event-list">Body contains</label>
          <select id="event-list" name="list">
            <option value="">as subscribed</option>
            <option value="false">one record</option>
            <option value="true">a list</option>
          </select>
        </div>
        <div class="field when-list">
          <label for="event-records">Records</label>
          <input id="event-records" name="records" type="number" min="1" max="100" value="3" required>
        </div>
        <div class="field">
          <label for="event-count">Events</label>
          <input id="event-count" name="count" type="number" min="1" max="50" value="1" required>
        </div>
      </div>
    </details>
    <button class="main">Send event</button>
  </form>
</section>`
}

const choice = (eventType: EventType, label: string, isFirst: boolean, params: EventFormData): Html =>
  html`<label class="choice">
        <input type="radio" name="eventType" value="${eventType}" ${isFirst && html`checked`}>
        <span>${label}</span>
        <span class="listeners" id="listeners-${eventType}" data-live>${listeners(eventType, params)}</span>
      </label>`

/** Formats the number of live subscriptions to an event type: “2 listeners”. */
function listeners(eventType: EventType, { subscriptions, now }: EventFormData): string {
  const count = subscriptions.filter(
    subscription => subscription.eventType === eventType && statusOf(subscription, now) === 'live'
  ).length
  if (count === 0) return 'no listeners'
  return count === 1 ? '1 listener' : `${count} listeners`
}

const fields = (eventType: EventType): Html =>
  html`<div class="record" data-record="${eventType}">
        ${fieldsOf[eventType].map(
          ({ name, label, isNumber }) => html`<div class="field">
          <label for="${eventType}-${name}">${label}</label>
          <input id="${eventType}-${name}" data-field="${name}" type="${isNumber ? 'number' : 'text'}"
            placeholder="made up" autocomplete="off">
        </div>`
        )}
      </div>`
