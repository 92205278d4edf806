import type { Binding, Card, Flow } from '@hookwright/model'
import { condition, deregistrationFlow, eventFlow, registrationFlow, userFlow } from '../product/documents.ts'
import { turnOn } from '../product/prepare-product.ts'
import type { Api } from '../product/sign-in.ts'
import { largeConnector } from './plans.ts'

/** Connector and a flow with its event, created through the API as a template for copies. */
interface Prototype {
  connectorId: string
  flowId: string
}

/**
 * Creates a connector of each kind and turns on a flow with it, then deploys a newer version of the large
 * connector.
 *
 * @param api API client of an admin
 * @param hooks URL where the service creates subscriptions
 * @returns the prototypes by kind; `off` is a flow of the plain connector that is off
 */
export async function drawPrototypes(
  api: Api,
  hooks: string
): Promise<Record<'plain' | 'expiring' | 'large' | 'off', Prototype>> {
  const plain = await drawConnector(api, { name: 'Acme Plain', hooks, expires: false, isLarge: false })
  const expiring = await drawConnector(api, { name: 'Acme Expiring', hooks, expires: true, isLarge: false })
  const large = await drawConnector(api, { name: 'Acme Large', hooks, expires: false, isLarge: true })
  const prototypes = {
    plain: await drawFlow(api, plain, 'Plain'),
    expiring: await drawFlow(api, expiring, 'Expiring'),
    large: await drawFlow(api, large, 'Large'),
    off: await drawFlow(api, plain, 'Off')
  }
  for (const name of ['plain', 'expiring', 'large'] as const) {
    await turnOn(api, prototypes[name].flowId)
  }
  const newer = await api.versions.create.mutate({ connectorId: large.connectorId })
  await api.versions.deploy.mutate({ versionId: newer.id })
  return prototypes
}

async function drawConnector(
  api: Api,
  { name, hooks, expires, isLarge }: { name: string; hooks: string; expires: boolean; isLarge: boolean }
) {
  const { id: connectorId } = await api.connectors.create.mutate({ name })
  const make = async (flowName: string, doc: Flow) =>
    (await api.makerFlows.create.mutate({ connectorId, name: flowName, doc })).id
  const register = expires ? expiringRegistrationFlow(hooks) : registrationFlow(hooks)
  const helpers = {
    registrationFlowId: await make('Register', register),
    deregistrationFlowId: await make('Deregister', deregistrationFlow(hooks)),
    ...(expires ? { renewalFlowId: await make('Renew', renewalFlow(hooks)) } : {})
  }
  const eventFlowId = await make('Changed', eventFlow({ ref: ['ref'] }, undefined, helpers))
  if (isLarge) {
    for (let event = 1; event < largeConnector.events; event += 1)
      await make(`Event ${event}`, largeEventFlow())
  }
  const version = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId: version.id })
  return { connectorId, eventFlowId, versionId: version.id, connectionId: null }
}

async function drawFlow(
  api: Api,
  event: Awaited<ReturnType<typeof drawConnector>>,
  name: string
): Promise<Prototype> {
  const { id } = await api.flows.create.mutate({ name, doc: tenCards(event, 'ref') })
  return { connectorId: event.connectorId, flowId: id }
}

/**
 * Returns a registration flow with a subscription that expires at a time set by the service.
 *
 * @param hooks URL of the service's list of subscriptions
 */
function expiringRegistrationFlow(hooks: string): Flow {
  return withExpiry(registrationFlow(hooks), 'create')
}

/** Returns a renewal flow, which sends a PATCH request for the subscription. */
function renewalFlow(hooks: string): Flow {
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

/** Returns an event flow with as many outputs as an event of a large service. */
function largeEventFlow(): Flow {
  const names = Array.from({ length: largeConnector.fields }, (_, index) => `field_${index}`)
  return eventFlow(Object.fromEntries(names.map(name => [name, ['payload', 'repository', name]])))
}

/**
 * Returns a user's flow of ten cards: an event, eight texts that use its output, and a condition.
 *
 * @param output output field of the event
 */
function tenCards(event: Parameters<typeof userFlow>[0], output: string): Flow {
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
 * Returns a copy of a flow that also returns an expiry time.
 *
 * @param flow flow that ends in a return card
 * @param request id of the card that requests the expiry time
 */
function withExpiry(flow: Flow, request: string): Flow {
  const { return: end } = flow.cards
  if (end === undefined) throw new Error('The flow has no return card.')
  const expiresAt: Binding = { kind: 'pill', card: request, field: 'json', path: ['expiresAt'] }
  const inputs = { ...end.inputs, expiresAt }
  return { ...flow, cards: { ...flow.cards, return: { ...end, inputs } } }
}
