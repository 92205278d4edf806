import type { CardWarning } from '../view/card-view.ts'
import type { RowsGiven } from '../view/rows-given.ts'
import { sumUp } from './receiving/format-summary.ts'
import { readReceiving } from './receiving/rule-problems.ts'
import { sayMissing } from './registration/format-registration.ts'
import { summaryOf } from './registration/registration-lines.ts'

/** Returns the warnings of a webhook event: a missing helper flow, and requests that are not signed. */
export const webhookEventWarnings = ({
  card,
  surroundings
}: Pick<RowsGiven, 'card' | 'surroundings'>): CardWarning[] => {
  const summary = summaryOf(card, id => surroundings.flows.get(id))
  const missing = sayMissing(summary.has, '')
  const { tone, text } = sumUp(readReceiving(card), surroundings.connectionFields)
  return [
    ...(missing === null
      ? []
      : [{ dialog: 'registration', message: `${missing.consequence} ${missing.instead}` }]),
    ...(tone === 'ok' ? [] : [{ dialog: 'receiving', message: text }])
  ]
}
