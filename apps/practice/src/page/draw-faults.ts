import { createFaults, type Faults, removeFaults } from '../faults.ts'
import type { PageGiven } from './draw-page.ts'
import { type Html, html } from './html.ts'

type Fault = (typeof createFaults)[number] | (typeof removeFaults)[number]

const words: Record<Fault, string> = {
  '403': '403: refuses',
  '404': '404: does not know it',
  '500': '500: fails',
  hang: 'hang: never answers',
  slow: 'slow: answers late',
  html: 'html: a sign-in page',
  empty: 'empty: 200 without a body',
  'drop-after-create': 'drop: creates it, loses the answer',
  'drop-after-delete': 'drop: deletes it, loses the answer'
}

/** The form that switches faults on and off. */
export function drawFaults({ faults }: Pick<PageGiven, 'faults'>): Html {
  return html`<section aria-labelledby="faults-title" data-live id="faults">
  <h2 id="faults-title">Faults ${anyOf(faults) && html`<span class="chip warn">on</span>`}</h2>
  <form id="faults-form">
    ${choice('create', 'When a subscription is created', createFaults, faults.create)}
    ${choice('remove', 'When a subscription is deleted', removeFaults, faults.remove)}
    <div class="pair">
      <div class="field">
        <label for="fault-slow">Slow means, in ms</label>
        <input id="fault-slow" name="slowMs" type="number" min="0" max="120000" value="${faults.slowMs}" required>
      </div>
      <label class="check"><input name="once" type="checkbox" ${faults.once && html`checked`}> Only once</label>
    </div>
    <button id="faults-apply">Apply faults</button>
  </form>
</section>`
}

const anyOf = (faults: Faults): boolean => faults.create !== null || faults.remove !== null

function choice(name: string, label: string, faults: readonly Fault[], chosen: Fault | null): Html {
  return html`<div class="field">
      <label for="fault-${name}">${label}</label>
      <select id="fault-${name}" name="${name}">
        <option value="">it works</option>
        ${faults.map(
          fault =>
            html`<option value="${fault}" ${fault === chosen && html`selected`}>${words[fault]}</option>`
        )}
      </select>
    </div>`
}
