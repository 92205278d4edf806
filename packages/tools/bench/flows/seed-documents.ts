import type { Binding, Card, Flow } from '@hookwright/model'
import { condition, eventFlow, registrationFlow, userFlow } from '../product/documents.ts'
import { largeConnector } from './plans.ts'

/**
 * A registration flow whose subscription expires at a time named by the service.
 *
 * @param hooks the service's list of subscriptions
 */
export function expiringRegistrationFlow(hooks: string): Flow {
  return withExpiry(registrationFlow(hooks), 'create')
}

/** A renewal flow: a PATCH of the subscription. */
export function renewalFlow(hooks: string): Flow {
  const strip = ['start', 'renew', 'return']
  return withExpiry(
    {
      schemaVersion: 1,
      strip,
      cards: {
        start: { id: 'start', type: 'webhook-renewal', config: { inputs: [] }, inputs: {} },
        renew: {
          id: 'renew',
          type: 'raw-request',
          config: { method: 'PATCH' },
          inputs: {
            url: {
              kind: 'text',
              parts: [`${hooks}/`, { kind: 'pill', card: 'start', field: 'registrationData', path: ['id'] }]
            }
          }
        },
        return: {
          id: 'return',
          type: 'registration-return',
          config: {},
          inputs: { registrationData: { kind: 'pill', card: 'start', field: 'registrationData', path: [] } }
        }
      }
    },
    'renew'
  )
}

/** An event flow with as many outputs as an event of a large service. */
export function largeEventFlow(): Flow {
  const names = Array.from({ length: largeConnector.fields }, (_, index) => `field_${index}`)
  return eventFlow(Object.fromEntries(names.map(name => [name, ['payload', 'repository', name]])))
}

/**
 * A user's flow of ten cards: an event, eight texts made of its output, and a condition.
 *
 * @param output of the event
 */
export function tenCards(event: Parameters<typeof userFlow>[0], output: string): Flow {
  const texts: Card[] = Array.from({ length: 8 }, (_, index) => ({
    id: `text-${index}`,
    type: 'compose',
    config: {},
    inputs: {
      text: {
        kind: 'text',
        parts: [`Line ${index} of the note about `, { kind: 'pill', card: 'event', field: output, path: [] }]
      }
    }
  }))
  return userFlow(event, [...texts, condition(output, 'refs/heads/')])
}

/**
 * @param flow one that ends in a return card
 * @param request the card whose answer says when the subscription expires
 */
function withExpiry(flow: Flow, request: string): Flow {
  const { return: end } = flow.cards
  if (end === undefined) throw new Error('The flow has no return card.')
  const expiresAt: Binding = { kind: 'pill', card: request, field: 'json', path: ['expiresAt'] }
  const inputs = { ...end.inputs, expiresAt }
  return { ...flow, cards: { ...flow.cards, return: { ...end, inputs } } }
}
