import {
  condition,
  deregistrationFlow,
  effect,
  eventFlow,
  registrationFlow,
  userFlow
} from '../bench/product/documents.mjs'
import { turnOn } from '../bench/product/prepare-product.mjs'
import { signedReceiving } from '../bench/product/signed.mjs'

/** @type {import('@hookwright/model').Receiving} */
const unsigned = { ...signedReceiving, verify: [] }

/**
 * Flows of a crash test: one without effects, one with an effect, one with deduplication, and one that runs in order.
 *
 * @type {{ name: string, effect: boolean, once: boolean, ordered: boolean, receiving: import('@hookwright/model').Receiving }[]}
 */
const wishes = [
  { name: 'Look', effect: false, once: false, ordered: false, receiving: unsigned },
  { name: 'Tell', effect: true, once: false, ordered: false, receiving: unsigned },
  {
    name: 'Tell once',
    effect: true,
    once: true,
    ordered: false,
    receiving: { ...unsigned, deliveryId: '{json.id}' }
  },
  {
    name: 'Tell in order',
    effect: true,
    once: false,
    ordered: true,
    receiving: { ...unsigned, order: { mode: 'serial-per-key', key: '{json.lane}' } }
  }
]

/**
 * Creates a connector for each kind of flow, with a registration at the service, and turns a flow on with it.
 *
 * @param {import('../bench/product/sign-in.mjs').Api} api an admin's
 * @param {string} origin the service's
 * @returns {Promise<import('./start-load.mjs').Kind[]>}
 */
export async function prepareCrash(api, origin) {
  const kinds = []
  for (const wish of wishes) {
    const flowId = await drawFlow(api, { ...wish, origin })
    kinds.push({ ...wish, url: await turnOn(api, flowId) })
  }
  return kinds
}

/**
 * Creates a connector and an inactive user's flow with its event.
 *
 * @param {import('../bench/product/sign-in.mjs').Api} api an admin's
 * @param {{ name: string, effect: boolean, origin: string, receiving: import('@hookwright/model').Receiving }} given
 * @returns {Promise<string>} the id of the user's flow
 */
export async function drawFlow(api, { name, effect: hasEffect, origin, receiving }) {
  const { id: connectorId } = await api.connectors.create.mutate({ name: `Acme ${name}` })
  const hooks = `${origin}/hooks`
  const register = { connectorId, name: 'Register', doc: registrationFlow(hooks) }
  const deregister = { connectorId, name: 'Deregister', doc: deregistrationFlow(hooks) }
  const helpers = {
    registrationFlowId: (await api.makerFlows.create.mutate(register)).id,
    deregistrationFlowId: (await api.makerFlows.create.mutate(deregister)).id
  }
  const doc = eventFlow({ id: ['id'] }, receiving, helpers)
  const event = await api.makerFlows.create.mutate({ connectorId, name: 'Told', doc })
  const version = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId: version.id })
  const deployed = { connectorId, eventFlowId: event.id, versionId: version.id, connectionId: null }
  const card = hasEffect ? effect(`${origin}/told`, 'id') : condition('id', 'crash-1')
  const { id } = await api.flows.create.mutate({ name, doc: userFlow(deployed, [card]) })
  return id
}
