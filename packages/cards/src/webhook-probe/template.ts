import { type Flow, text } from '@hookwright/model'
import { rawRequest } from '../raw-request/card.ts'
import type { TemplateInput } from '../template/build-template.ts'
import { filled, requestInputs, rowOfCards, subscriptionsPath } from '../template/build-template.ts'
import { knownSubscription } from '../template/known-subscription.ts'
import { webhookProbe } from './card.ts'

/**
 * Returns a template probe flow for the practice service, as a starting point for other services. It requests
 * a ping for the subscription by its stored id.
 */
export const probeTemplate = (params: TemplateInput): Flow => {
  const { baseUrl, newId } = params
  const { start, known, id } = knownSubscription(webhookProbe, params, 'ping')
  const ask = filled(rawRequest, newId(), {
    title: 'Ask for a ping',
    config: { ...rawRequest.blank().config, method: 'POST' },
    ...requestInputs(baseUrl, {
      url: text(`${subscriptionsPath(baseUrl)}/`, id, '/ping'),
      note: 'Enter the path of the request that triggers a test event, relative to the base URL, and map the id from Registration Data into it.'
    })
  })
  return rowOfCards(start, known, ask)
}
