import { condition, eventFlow, registrationFlow, userFlow } from '../product/documents.mjs'
import { largeConnector } from './plans.mjs'

/** @typedef {import('../product/documents.mjs').Flow} Flow */

/**
 * A registration flow whose subscription expires at a time named by the service.
 *
 * @param {string} hooks the service's list of subscriptions
 * @returns {Flow}
 */
export function expiringRegistrationFlow(hooks) {
  return withExpiry(registrationFlow(hooks), 'create')
}

/**
 * A renewal flow: a PATCH of the subscription.
 *
 * @param {string} hooks
 * @returns {Flow}
 */
export function renewalFlow(hooks) {
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

/**
 * An event flow with as many outputs as an event of a large service.
 *
 * @returns {Flow}
 */
export function largeEventFlow() {
  const names = Array.from({ length: largeConnector.fields }, (_, index) => `field_${index}`)
  return eventFlow(Object.fromEntries(names.map(name => [name, ['payload', 'repository', name]])))
}

/**
 * A user's flow of ten cards: an event, eight texts made of its output, and a condition.
 *
 * @param {Parameters<typeof userFlow>[0]} event
 * @param {string} output of the event
 * @returns {Flow}
 */
export function tenCards(event, output) {
  /** @type {import('../product/documents.mjs').Card[]} */
  const texts = Array.from({ length: 8 }, (_, index) => ({
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
 * @param {Flow} flow one that ends in a return card
 * @param {string} request the card whose answer says when the subscription expires
 * @returns {Flow}
 */
function withExpiry(flow, request) {
  const { return: end } = flow.cards
  if (end === undefined) throw new Error('The flow has no return card.')
  /** @type {import('@hookwright/model').Binding} */
  const expiresAt = { kind: 'pill', card: request, field: 'json', path: ['expiresAt'] }
  const inputs = { ...end.inputs, expiresAt }
  return { ...flow, cards: { ...flow.cards, return: { ...end, inputs } } }
}
