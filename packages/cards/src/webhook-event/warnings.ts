import type { CardWarning } from '../view/card-view.ts'
import type { RowsInput } from '../view/rows-input.ts'
import { summarize } from './receiving/format-summary.ts'
import { readReceiving } from './receiving/rule-problems.ts'
import { formatMissingFlows } from './registration/format-registration.ts'
import { summaryOf } from './registration/registration-lines.ts'

/** Returns the warnings of a webhook event: a missing helper flow, and requests that are not signed. */
export const webhookEventWarnings = ({
  card,
  surroundings
}: Pick<RowsInput, 'card' | 'surroundings'>): CardWarning[] => {
  const summary = summaryOf(card, id => surroundings.flows.get(id))
  const missing = formatMissingFlows(summary.has, '')
  const { tone, text } = summarize(readReceiving(card), surroundings.connectionFields)
  return [
    ...(missing === null
      ? []
      : [{ dialog: 'registration', message: `${missing.consequence} ${missing.instead}` }]),
    ...(tone === 'ok' ? [] : [{ dialog: 'receiving', message: text }])
  ]
}
