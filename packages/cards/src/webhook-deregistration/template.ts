import { type Flow, literal, pill, text } from '@hookwright/model'
import { continueIf } from '../continue-if/card.ts'
import { rawRequest } from '../raw-request/card.ts'
import { returnErrorIf } from '../return-error-if/card.ts'
import type { TemplateInput } from '../template/build-template.ts'
import { filled, requestInputs, rowOfCards, subscriptionsPath } from '../template/build-template.ts'
import { knownSubscription } from '../template/known-subscription.ts'
import { webhookDeregistration } from './card.ts'

/**
 * Returns a template deregistration flow with an input for each option. The flow deletes the subscription by
 * its stored id. It treats a missing subscription as deleted and fails on other errors. The flow is complete
 * for the practice service; for another service the URL is left empty.
 */
export const deregistrationTemplate = (params: TemplateInput): Flow => {
  const { baseUrl, newId } = params
  const { start, known, id } = knownSubscription(webhookDeregistration, params, 'delete')
  const remove = filled(rawRequest, newId(), {
    title: 'Delete subscription',
    config: { ...rawRequest.blank().config, method: 'DELETE', failOnError: false },
    ...requestInputs(baseUrl, {
      url: text(`${subscriptionsPath(baseUrl)}/`, id),
      note: 'Enter the path of the request that deletes a webhook, relative to the base URL, and map the id from Registration Data into it.'
    })
  })
  const status = pill(remove.id, 'statusCode')
  const unlessGone = filled(continueIf, newId(), {
    title: 'Continue if deleted',
    config: { operator: 'not-equal' },
    inputs: { left: status, right: literal(404) }
  })
  const check = filled(returnErrorIf, newId(), {
    title: 'Fail if refused',
    config: { operator: 'greater-or-equal' },
    inputs: {
      left: status,
      right: literal(400),
      message: text('The service did not delete the subscription; it answered ', status, '.')
    }
  })
  return rowOfCards(start, known, remove, unlessGone, check)
}
