import { type Html, html } from './html.ts'

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
