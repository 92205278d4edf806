import type { Receiving } from '@hookwright/model'
import {
  condition,
  deregistrationFlow,
  effect,
  eventFlow,
  registrationFlow,
  userFlow
} from '../bench/product/documents.ts'
import { turnOn } from '../bench/product/prepare-product.ts'
import type { Api } from '../bench/product/sign-in.ts'
import { signedReceiving } from '../bench/product/signed.ts'
import type { Kind } from './start-load.ts'

const unsigned: Receiving = { ...signedReceiving, verify: [] }

/**
 * Flows of a crash test: one without effects, one with an effect, one with deduplication, and one that runs in order.
 */
const wishes: { name: string; effect: boolean; once: boolean; ordered: boolean; receiving: Receiving }[] = [
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
 * Creates a connector for each kind of flow, with a registration at the service, and turns on a flow with it.
 *
 * @param api API client of an admin
 * @param origin origin of the service
 */
export async function prepareCrash(api: Api, origin: string): Promise<Kind[]> {
  const kinds = []
  for (const wish of wishes) {
    const flowId = await drawFlow(api, { ...wish, origin })
    kinds.push({ ...wish, url: await turnOn(api, flowId) })
  }
  return kinds
}

interface Given {
  name: string
  effect: boolean
  origin: string
  receiving: Receiving
}

/**
 * Creates a connector and an inactive user's flow with its event.
 *
 * @param api API client of an admin
 * @returns the id of the user's flow
 */
export async function drawFlow(
  api: Api,
  { name, effect: hasEffect, origin, receiving }: Given
): Promise<string> {
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
