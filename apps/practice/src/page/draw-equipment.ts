import { labelOfItem } from '../equipment.ts'
import { drawTime } from './draw-parts.ts'
import { type Html, html } from './html.ts'
import type { PageData } from './page-data.ts'

/** Renders the latest assigned items. */
export function drawEquipment({ equipment, now }: Pick<PageData, 'equipment' | 'now'>): Html {
  return html`<section aria-labelledby="equipment-title" data-live id="equipment">
  <h2 id="equipment-title">Equipment</h2>
  <p class="hint">Items that were assigned to people by <code>POST /api/equipment</code>.</p>
  ${equipment.length === 0 ? html`<p class="empty">Nothing has been assigned yet.</p>` : table({ equipment, now })}
</section>`
}

const table = ({ equipment, now }: Pick<PageData, 'equipment' | 'now'>): Html => html`<table>
    <thead><tr>
      <th scope="col">Tag</th><th scope="col">Item</th><th scope="col">Person</th><th scope="col">Assigned</th>
    </tr></thead>
    <tbody>${equipment.map(
      ({ tag, item, name, personId, assignedAt }) => html`<tr>
      <td data-label="Tag"><code>${tag}</code></td>
      <td data-label="Item">${labelOfItem(item)}</td>
      <td data-label="Person">${name ?? ''} <code>${personId}</code></td>
      <td data-label="Assigned">${drawTime(assignedAt, now)}</td>
    </tr>`
    )}</tbody>
  </table>`
