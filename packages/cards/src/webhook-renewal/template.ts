import { type Flow, literal, one, pill, text } from '@hookwright/model'
import { objectConstruct } from '../object-construct/card.ts'
import { rawRequest } from '../raw-request/card.ts'
import { registrationReturn } from '../registration-return/card.ts'
import type { TemplateInput } from '../template/build-template.ts'
import { filled, requestInputs, rowOfCards, subscriptionsPath } from '../template/build-template.ts'
import { knownSubscription } from '../template/known-subscription.ts'
import { webhookRenewal } from './card.ts'

/** Requested extension of the subscription's lifetime, in seconds (one day). */
const MORE_TIME = 86_400

/**
 * Returns a template renewal flow for the practice service, as a starting point for other services. It
 * extends the subscription by a day, using its stored id, and returns the new expiry.
 */
export const renewalTemplate = (params: TemplateInput): Flow => {
  const { baseUrl, newId } = params
  const { start, known, id } = knownSubscription(webhookRenewal, params, 'renew')
  const key = { id: newId(), key: 'expiresInSeconds', dataType: one('number') }
  const wish = filled(objectConstruct, newId(), {
    title: 'Requested expiry',
    config: { keys: [key] },
    inputs: { [key.id]: literal(MORE_TIME) }
  })
  const renew = filled(rawRequest, newId(), {
    title: 'Renew subscription',
    config: { ...rawRequest.blank().config, method: 'PATCH' },
    ...requestInputs(baseUrl, {
      url: text(`${subscriptionsPath(baseUrl)}/`, id),
      note: 'Enter the path of the request that renews a webhook, relative to the base URL, and map the id from Registration Data into it. Rename the key of “Requested expiry” to that of the service.',
      inputs: { body: pill(wish.id, 'output') }
    })
  })
  const end = filled(registrationReturn, newId(), {
    inputs: { expiresAt: pill(renew.id, 'json', ['expiresAt']) }
  })
  return rowOfCards(start, known, wish, renew, end)
}
