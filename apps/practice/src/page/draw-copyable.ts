import { type Html, html } from './html.ts'

/** A value in a field of its own, with a button that copies it. */
export const drawCopyable = (id: string, label: string, value: string): Html => html`<div class="field">
    <label for="${id}">${label}</label>
    <div class="joined">
      <input id="${id}" value="${value}" readonly spellcheck="false">
      <button type="button" data-copy="${id}" aria-label="Copy ${label}">Copy</button>
    </div>
  </div>`
