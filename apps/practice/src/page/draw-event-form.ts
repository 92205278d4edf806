import { eventTypeChoices } from '../event-types.ts'
import { type Html, html } from './html.ts'

/** The form that makes events happen. */
export function drawEventForm(): Html {
  return html`<section aria-labelledby="event-title">
  <h2 id="event-title">Send an event</h2>
  <form id="event-form">
    <div class="field">
      <label for="event-type">Event type</label>
      <select id="event-type" name="eventType">
        ${eventTypeChoices.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}
      </select>
    </div>
    <div class="pair">
      <div class="field">
        <label for="event-list">It carries</label>
        <select id="event-list" name="list">
          <option value="">as subscribed</option>
          <option value="false">a single record</option>
          <option value="true">a list of three</option>
        </select>
      </div>
      <div class="field">
        <label for="event-count">How many</label>
        <input id="event-count" name="count" type="number" min="1" max="50" value="1" required>
      </div>
    </div>
    <button class="main">Send event</button>
  </form>
</section>`
}
