import { createFaults, type Faults, removeFaults } from '../faults.ts'
import { type Html, html } from './html.ts'
import type { PageData } from './page-data.ts'

type Fault = (typeof createFaults)[number] | (typeof removeFaults)[number]

const words: Record<Fault, string> = {
  '403': '403: forbidden',
  '404': '404: not found',
  '500': '500: internal error',
  hang: 'Hang: no response',
  slow: 'Slow: late response',
  html: 'HTML: a sign-in page instead of JSON',
  empty: 'Empty: 200 without a body',
  'drop-after-create': 'Drop: subscribed, but the response is lost',
  'drop-after-delete': 'Drop: unsubscribed, but the response is lost'
}

/** Renders the form that enables and disables faults. */
export function drawFaults({ faults }: Pick<PageData, 'faults'>): Html {
  return html`<section aria-labelledby="faults-title" data-live id="faults">
  <h2 id="faults-title">Simulate failures ${anyOf(faults) && html`<span class="chip warn">on</span>`}</h2>
  <p class="hint">See what Hookwright does when a service fails.</p>
  <form id="faults-form">
    ${choice('create', 'When a flow is turned on (subscribe)', createFaults, faults.create)}
    ${choice('remove', 'When a flow is turned off (unsubscribe)', removeFaults, faults.remove)}
    <div class="field when-slow">
      <label for="fault-slow">Delay in milliseconds</label>
      <input id="fault-slow" name="slowMs" type="number" min="0" max="120000" value="${faults.slowMs}" required>
    </div>
    <label class="check"><input name="once" type="checkbox" ${faults.once && html`checked`}> Only once</label>
    <button id="faults-apply">Apply</button>
  </form>
</section>`
}

/** Renders a banner with the enabled faults and a button that clears them; empty if none is enabled. */
export function drawTrouble({ faults }: Pick<PageData, 'faults'>): Html {
  const { create, remove } = faults
  const places = [
    create && html`<li>Turning on: <b>${words[create]}</b></li>`,
    remove && html`<li>Turning off: <b>${words[remove]}</b></li>`
  ]
  return html`<div id="trouble" data-live>${
    anyOf(faults) &&
    html`<div class="trouble">
  <div><p>This service is made to fail${faults.once && ' once'}.</p><ul>${places}</ul></div>
  <button type="button" id="faults-off" data-call="PUT /api/faults" data-done="It works again.">Stop failing</button>
</div>`
  }</div>`
}

const anyOf = (faults: Faults): boolean => faults.create !== null || faults.remove !== null

function choice(name: string, label: string, faults: readonly Fault[], chosen: Fault | null): Html {
  return html`<div class="field">
      <label for="fault-${name}">${label}</label>
      <select id="fault-${name}" name="${name}">
        <option value="">It works</option>
        ${faults.map(
          fault =>
            html`<option value="${fault}" ${fault === chosen && html`selected`}>${words[fault]}</option>`
        )}
      </select>
    </div>`
}
