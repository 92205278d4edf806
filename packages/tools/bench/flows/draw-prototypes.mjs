import { deregistrationFlow, eventFlow, registrationFlow } from '../product/documents.mjs'
import { turnOn } from '../product/prepare-product.mjs'
import { largeConnector } from './plans.mjs'
import { expiringRegistrationFlow, largeEventFlow, renewalFlow, tenCards } from './seed-documents.mjs'

/**
 * A connector and a flow with its event, created through the API as a template of seeded copies.
 *
 * @typedef {{ connectorId: string, flowId: string }} Prototype
 */

/**
 * Creates a connector of each kind and turns on a flow with it; then gives the large connector a newer version.
 *
 * @param {import('../product/sign-in.mjs').Api} api an admin's
 * @param {string} hooks where the service makes subscriptions
 * @returns {Promise<Record<'plain' | 'expiring' | 'large' | 'off', Prototype>>} `off` is a flow of `plain` that is off
 */
export async function drawPrototypes(api, hooks) {
  const plain = await drawConnector(api, { name: 'Acme Plain', hooks, expires: false, isLarge: false })
  const expiring = await drawConnector(api, { name: 'Acme Expiring', hooks, expires: true, isLarge: false })
  const large = await drawConnector(api, { name: 'Acme Large', hooks, expires: false, isLarge: true })
  const prototypes = {
    plain: await drawFlow(api, plain, 'Plain'),
    expiring: await drawFlow(api, expiring, 'Expiring'),
    large: await drawFlow(api, large, 'Large'),
    off: await drawFlow(api, plain, 'Off')
  }
  for (const name of /** @type {const} */ (['plain', 'expiring', 'large'])) {
    await turnOn(api, prototypes[name].flowId)
  }
  const newer = await api.versions.create.mutate({ connectorId: large.connectorId })
  await api.versions.deploy.mutate({ versionId: newer.id })
  return prototypes
}

/**
 * @param {import('../product/sign-in.mjs').Api} api
 * @param {{ name: string, hooks: string, expires: boolean, isLarge: boolean }} wish
 */
async function drawConnector(api, { name, hooks, expires, isLarge }) {
  const { id: connectorId } = await api.connectors.create.mutate({ name })
  const make = async (
    /** @type {string} */ flowName,
    /** @type {import('../product/documents.mjs').Flow} */ doc
  ) => (await api.makerFlows.create.mutate({ connectorId, name: flowName, doc })).id
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

/**
 * @param {import('../product/sign-in.mjs').Api} api
 * @param {Awaited<ReturnType<typeof drawConnector>>} event
 * @param {string} name
 * @returns {Promise<Prototype>}
 */
async function drawFlow(api, event, name) {
  const { id } = await api.flows.create.mutate({ name, doc: tenCards(event, 'ref') })
  return { connectorId: event.connectorId, flowId: id }
}
