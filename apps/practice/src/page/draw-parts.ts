import type { Outcome } from '../delivery.ts'
import { type Html, html } from './html.ts'

/** A value in a field of its own, with a button that copies it. */
export const drawCopyable = (id: string, label: string, value: string): Html => html`<div class="field">
    <label for="${id}">${label}</label>
    <div class="joined">
      <input id="${id}" value="${value}" readonly spellcheck="false">
      <button type="button" data-copy="${id}" aria-label="Copy ${label}">Copy</button>
    </div>
  </div>`

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

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' })
const hour = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })

/**
 * A moment in the time zone of this computer, at which whoever looks sits too: of today the hour, of any other day the
 * day as well. Both are milliseconds UTC.
 */
export function drawTime(millis: number, now: number): Html {
  const isToday = day.format(millis) === day.format(now)
  const text = isToday ? hour.format(millis) : `${day.format(millis)}, ${hour.format(millis)}`
  return html`<time datetime="${new Date(millis).toISOString()}">${text}</time>`
}

/**
 * A URL that can be shown to anyone: what looks like a token (its last part and its query) is cut to the last four
 * characters, or to none when it is too short to lose the rest.
 */
export function maskUrl(text: string): string {
  const { origin, pathname } = new URL(text)
  const start = pathname.lastIndexOf('/') + 1
  const token = pathname.slice(start)
  const shown = token.length > 8 ? token.slice(-4) : ''
  return `${origin}${pathname.slice(0, start)}${token === '' ? '' : `…${shown}`}`
}
