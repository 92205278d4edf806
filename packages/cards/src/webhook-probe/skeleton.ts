import { type Flow, literal, pill, text } from '@hookwright/model'
import { rawRequest } from '../raw-request/card.ts'
import { returnErrorIf } from '../return-error-if/card.ts'
import { inputsOfOptions } from '../skeleton/inputs-of-options.ts'
import { filled, rowOfCards } from '../skeleton/row-of-cards.ts'
import type { SkeletonGiven } from '../skeleton/skeleton-given.ts'
import { subscriptionsPath } from '../skeleton/subscriptions-path.ts'
import { webhookProbe } from './card.ts'

/**
 * A probe flow that works with the practice service as it stands, to be changed into one for another service: it asks for
 * a ping to the subscription whose id was kept.
 */
export const probeSkeleton = ({ options, baseUrl, newId }: SkeletonGiven): Flow => {
  // An input that nothing needs yet must not be what keeps a connector from being deployed.
  const inputs = inputsOfOptions(options, newId).map(input => ({ ...input, required: false }))
  const start = filled(webhookProbe, newId(), { config: { inputs } })
  const id = pill(start.id, 'registrationData', ['id'])
  const known = filled(returnErrorIf, newId(), {
    title: 'Stop without an id',
    config: { operator: 'is-empty' },
    inputs: {
      left: id,
      message: literal('Registration Data holds no id, so it is not known which subscription to ping.')
    }
  })
  const ask = filled(rawRequest, newId(), {
    title: 'Ask for a ping',
    config: { ...rawRequest.blank().config, method: 'POST' },
    inputs: { url: text(`${subscriptionsPath(baseUrl)}/`, id, '/ping') }
  })
  return rowOfCards(start, known, ask)
}
