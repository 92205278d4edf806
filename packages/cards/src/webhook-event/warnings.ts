import { needsRegistration } from '@hookwright/model'
import type { CardWarning } from '../view/card-view.ts'
import type { RowsInput } from '../view/rows-input.ts'
import { summarize } from './receiving/format-summary.ts'
import { readReceiving } from './receiving/rule-problems.ts'
import { formatMissingFlows } from './registration/format-registration.ts'
import { summaryOf } from './registration/registration-lines.ts'

const withoutRegistrationKey =
  'Every request is refused: the signing key comes from the Registration Data, but there is no registration flow. Choose one that returns the key, or take the key from a field of the connection.'

/** Returns the warnings of a webhook event: a missing helper flow, a key out of reach, and requests that are not signed. */
export const webhookEventWarnings = ({
  card,
  surroundings
}: Pick<RowsInput, 'card' | 'surroundings'>): CardWarning[] => {
  const summary = summaryOf(card, id => surroundings.flows.get(id))
  const missing = formatMissingFlows(summary.has, '')
  const receiving = readReceiving(card)
  const { tone, text } = summarize(receiving, surroundings.connectionFields)
  const isKeyless = !summary.has.registration && needsRegistration(receiving)
  return [
    ...(missing === null
      ? []
      : [{ dialog: 'registration', message: `${missing.consequence} ${missing.instead}` }]),
    ...(isKeyless ? [{ dialog: 'receiving', message: withoutRegistrationKey }] : []),
    ...(tone === 'ok' ? [] : [{ dialog: 'receiving', message: text }])
  ]
}
