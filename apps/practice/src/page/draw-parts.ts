import type { Outcome } from '../delivery.ts'
import { type Html, html } from './html.ts'

/** Renders a value in a field with a copy button. */
export const drawCopyable = (id: string, label: string, value: string): Html => html`<div class="field">
    <label for="${id}">${label}</label>
    <div class="joined">
      <input id="${id}" value="${value}" readonly spellcheck="false">
      <button type="button" data-copy="${id}" aria-label="Copy ${label}">Copy</button>
    </div>
  </div>`

/** Renders the result of a delivery: green for a 2xx status, otherwise red. */
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
 * Formats a time in this computer's time zone, with the day unless it is today. Both arguments are milliseconds UTC.
 */
export function drawTime(millis: number, now: number): Html {
  const isToday = day.format(millis) === day.format(now)
  const text = isToday ? hour.format(millis) : `${day.format(millis)}, ${hour.format(millis)}`
  return html`<time datetime="${new Date(millis).toISOString()}">${text}</time>`
}

/**
 * Masks likely tokens in a URL for display. The last path segment is cut to its last four characters, or
 * removed if it is short. The query is removed.
 */
export function maskUrl(text: string): string {
  const { origin, pathname } = new URL(text)
  const start = pathname.lastIndexOf('/') + 1
  const token = pathname.slice(start)
  const shown = token.length > 8 ? token.slice(-4) : ''
  return `${origin}${pathname.slice(0, start)}${token === '' ? '' : `…${shown}`}`
}
