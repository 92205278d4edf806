import { type Binding, type Flow, literal, one, pill } from '@hookwright/model'
import { objectConstruct } from '../object-construct/card.ts'
import { rawRequest } from '../raw-request/card.ts'
import { registrationReturn } from '../registration-return/card.ts'
import { returnErrorIf } from '../return-error-if/card.ts'
import type { TemplateInput } from '../template/build-template.ts'
import {
  filled,
  inputsOfOptions,
  isOtherService,
  requestInputs,
  rowOfCards,
  subscriptionsPath
} from '../template/build-template.ts'
import { keyOfLabel, requestedKeys } from '../template/requested-keys.ts'
import { webhookRegistration } from './card.ts'

/** Timeout of the registration request, in seconds. It equals the time limit of a registration. */
const LONGEST_REQUEST = 60

/** Event type that the template registers if the event has no option for it. */
const SOME_EVENT = 'user.created'

/**
 * Returns a template registration flow with an input for each option. The flow creates a subscription signed
 * with the generated secret and fails if the response has no id. It returns the data needed to remove the
 * subscription. The flow is complete for the practice service; for another service the URL is left empty.
 */
export const registrationTemplate = ({ options, baseUrl, newId }: TemplateInput): Flow => {
  const inputs = inputsOfOptions(options, newId)
  const start = filled(webhookRegistration, newId(), { config: { inputs } })

  const url: { key: string; from: Binding } = { key: 'url', from: pill(start.id, 'eventUrl') }
  const isOther = isOtherService(baseUrl)
  const wishes = isOther
    ? inputs.map(({ id, label }) => ({ key: keyOfLabel(label), from: pill(start.id, id) }))
    : requestedKeys(inputs).flatMap(({ key, field }): { key: string; from: Binding }[] => {
        if (field !== null) return [{ key, from: pill(start.id, field.id) }]
        return key === 'eventType' ? [{ key, from: literal(SOME_EVENT) }] : []
      })
  const construct = (title: string, values: { key: string; from: Binding }[]) => {
    const keys = values.map(({ key, from }) => ({ id: newId(), key, from }))
    return filled(objectConstruct, newId(), {
      title,
      config: { keys: keys.map(({ id, key }) => ({ id, key, dataType: one('text') })) },
      inputs: Object.fromEntries(keys.map(({ id, from }) => [id, from]))
    })
  }

  // The service signs with the secret that was made for the subscription, which the receiving rules can verify with.
  const key: { key: string; from: Binding } = {
    key: isOther ? 'secret' : 'key',
    from: pill(start.id, 'signingSecret')
  }
  const wish = construct('Requested subscription', [url, ...wishes, key])
  const create = filled(rawRequest, newId(), {
    title: 'Create subscription',
    config: { ...rawRequest.blank().config, method: 'POST', timeoutSeconds: LONGEST_REQUEST },
    ...requestInputs(baseUrl, {
      url: literal(subscriptionsPath(baseUrl)),
      note: 'Enter the path of the request that creates a webhook, relative to the base URL. Rename the keys of “Requested subscription” to those of the service.',
      inputs: { body: pill(wish.id, 'output') }
    })
  })
  const check = filled(returnErrorIf, newId(), {
    title: 'Check the id',
    config: { operator: 'is-empty' },
    inputs: {
      left: pill(create.id, 'json', ['id']),
      message: literal('The service returned no subscription id. Check the subscriptions there.')
    }
  })
  const data = construct(
    'Registration Data',
    (isOther ? ['id'] : ['id', 'secret']).map(key => ({ key, from: pill(create.id, 'json', [key]) }))
  )
  const end = filled(registrationReturn, newId(), {
    inputs: {
      registrationData: pill(data.id, 'output'),
      ...(!isOther && { expiresAt: pill(create.id, 'json', ['expiresAt']) })
    }
  })
  return rowOfCards(start, wish, create, check, data, end)
}
