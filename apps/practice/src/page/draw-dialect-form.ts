import { dialects } from '../dialects.ts'
import { eventTypeChoices } from '../event-types.ts'
import { type Html, html } from './html.ts'

/** Renders the form that subscribes an Event URL manually, in another service's dialect. */
export function drawDialectForm(): Html {
  return html`<section aria-labelledby="dialect-title">
  <h2 id="dialect-title">Act as another service</h2>
  <p class="hint">Subscribes the Event URL of a flow that is on. Handshakes, bodies and signatures are those of the chosen
    service. Programs name a <code>dialect</code> when they subscribe.</p>
  <form id="dialect-form">
    <div class="field">
      <label for="dialect-id">Dialect</label>
      <select id="dialect-id" name="dialect">${dialects.map(
        ({ id, name }) => html`<option value="${id}">${name}</option>`
      )}</select>
    </div>
    <div class="field">
      <label for="dialect-url">Event URL</label>
      <input id="dialect-url" name="url" type="url" maxlength="2000" required autocomplete="off" spellcheck="false">
    </div>
    <div class="field">
      <label for="dialect-event">Event</label>
      <select id="dialect-event" name="eventType">${eventTypeChoices.map(
        ({ value, label }) => html`<option value="${value}">${label}</option>`
      )}</select>
    </div>
    <div class="field">
      <label for="dialect-key">Signing key</label>
      <input id="dialect-key" name="key" maxlength="500" placeholder="generated" autocomplete="off" spellcheck="false">
    </div>
    <button>Subscribe</button>
  </form>
</section>`
}
