import { setTimeout as sleep } from 'node:timers/promises'
import { eventFlow, userFlow } from './documents.mjs'

/**
 * A user's flow to make.
 *
 * @typedef {object} Wish
 * @property {string} name
 * @property {import('./documents.mjs').Card[]} cards behind the event
 */

/**
 * Prepares a product through its own API, as people would: a connector with one event and no registration flow,
 * deployed, and users' flows with that event, each turned on.
 *
 * @param {import('./sign-in.mjs').Api} api an admin's
 * @param {object} given
 * @param {Record<string, string[]>} given.picks the event's outputs, as `eventFlow` takes them
 * @param {Wish[]} given.flows
 * @returns {Promise<string[]>} the Event URL of each flow, in order
 */
export async function prepareProduct(api, { picks, flows }) {
  const connector = await api.connectors.create.mutate({ name: 'Acme Code' })
  const connectorId = connector.id
  const doc = eventFlow(picks)
  const event = await api.makerFlows.create.mutate({ connectorId, name: 'Code pushed', doc })
  const version = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId: version.id })
  const deployed = { connectorId, eventFlowId: event.id, versionId: version.id }
  const eventUrls = []
  for (const { name, cards } of flows) {
    const { id } = await api.flows.create.mutate({ name, doc: userFlow(deployed, cards) })
    eventUrls.push(await eventUrlOf(api, id))
  }
  return eventUrls
}

/** How often it is looked whether a flow is on, and how many times, before it is given up. */
const look = { everyMs: 20, times: 500 }

/**
 * Turns a flow on and waits until it is.
 *
 * @param {import('./sign-in.mjs').Api} api
 * @param {string} flowId
 * @returns {Promise<string>} its Event URL
 */
async function eventUrlOf(api, flowId) {
  await api.subscriptions.switchOn.mutate({ flowId })
  for (let tries = 0; tries < look.times; tries += 1) {
    const [subscription] = await api.subscriptions.list.query({ flowId })
    if (subscription?.status.is === 'on') {
      return api.subscriptions.eventUrl.query({ subscriptionId: subscription.id })
    }
    if (subscription?.status.is === 'ended') {
      throw new Error(`The flow could not be turned on: ${JSON.stringify(subscription.status)}`)
    }
    await sleep(look.everyMs)
  }
  throw new Error('The flow was not turned on in time.')
}
