import { type Flow, literal, pill, text } from '@hookwright/model'
import { continueIf } from '../continue-if/card.ts'
import { rawRequest } from '../raw-request/card.ts'
import { returnErrorIf } from '../return-error-if/card.ts'
import type { TemplateInput } from '../template/build-template.ts'
import { filled, rowOfCards, subscriptionsPath } from '../template/build-template.ts'
import { knownSubscription } from '../template/known-subscription.ts'
import { webhookDeregistration } from './card.ts'

/**
 * Returns a template deregistration flow for the practice service, to be adapted to another
 * service. It has an input for each option, deletes the subscription by its stored id, treats a
 * missing one as deleted, and fails on every other refusal.
 */
export const deregistrationTemplate = (params: TemplateInput): Flow => {
  const { baseUrl, newId } = params
  const { start, known, id } = knownSubscription(webhookDeregistration, params, 'delete')
  const remove = filled(rawRequest, newId(), {
    title: 'Delete subscription',
    config: { ...rawRequest.blank().config, method: 'DELETE', failOnError: false },
    inputs: { url: text(`${subscriptionsPath(baseUrl)}/`, id) }
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
