import type { CardWarning } from '../view/card-view.ts'
import type { RowsInput } from '../view/rows-input.ts'
import { summarize } from './receiving/format-summary.ts'
import { readReceiving } from './receiving/rule-problems.ts'

/** Returns the warning of a webhook event that does not verify signatures. */
export const webhookEventWarnings = ({
  card,
  catalog
}: Pick<RowsInput, 'card' | 'catalog'>): CardWarning[] => {
  const { tone, text } = summarize(readReceiving(card), catalog.connectionFields)
  return tone === 'ok' ? [] : [{ dialog: 'receiving', message: text }]
}
