import type { Flow } from '@hookwright/model'
import { deregistrationFlow, eventFlow, registrationFlow } from '../product/documents.ts'
import { turnOn } from '../product/prepare-product.ts'
import type { Api } from '../product/sign-in.ts'
import { largeConnector } from './plans.ts'
import { expiringRegistrationFlow, largeEventFlow, renewalFlow, tenCards } from './seed-documents.ts'

/** A connector and a flow with its event, created through the API as a template of seeded copies. */
interface Prototype {
  connectorId: string
  flowId: string
}

/**
 * Creates a connector of each kind and turns on a flow with it; then gives the large connector a newer version.
 *
 * @param api an admin's
 * @param hooks where the service makes subscriptions
 * @returns `off` is a flow of `plain` that is off
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
