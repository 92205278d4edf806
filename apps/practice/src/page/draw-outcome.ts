import type { Outcome } from '../delivery.ts'
import { type Html, html } from './html.ts'

/** The result of a delivery in a word: green for 2xx, red for anything else. */
export function drawOutcome(outcome: Outcome): Html {
  switch (outcome.kind) {
    case 'open':
      return html`<span class="chip">under way</span>`
    case 'answered':
      return html`<span class="chip ${isGood(outcome.status) ? 'good' : 'bad'}">${outcome.status}</span>`
    case 'failed':
      return html`<span class="chip bad">no answer</span>`
  }
}

const isGood = (status: number): boolean => status >= 200 && status < 300
