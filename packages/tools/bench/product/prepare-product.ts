import { setTimeout as sleep } from 'node:timers/promises'
import type { Authentication, Card } from '@hookwright/model'
import { eventFlow, userFlow } from './documents.ts'
import type { Api } from './sign-in.ts'
import { secretField, signedReceiving, signingSecret } from './signed.ts'

/** User's flow that the bench wants to have created. */
interface Wish {
  name: string
  /** Cards after the event. */
  cards: Card[]
}

/** An active user's flow. */
interface Made {
  flowId: string
  eventUrl: string
}

interface Given {
  connector?: string
  picks: Record<string, string[]>
  flows: Wish[]
  signed?: boolean
}

/**
 * Sets up a product through its API: a deployed connector with one event and no registration flow, and users'
 * flows with that event, which are turned on.
 *
 * @param api API client of an admin
 * @param given.connector name of the connector
 * @param given.picks outputs of the event, as for `eventFlow`
 * @param given.signed true if deliveries must be signed, see `signedReceiving`
 * @returns the flows in the order of `flows`
 */
export async function prepareProduct(
  api: Api,
  { connector: named = 'Acme Code', picks, flows, signed = false }: Given
): Promise<Made[]> {
  const connector = await api.connectors.create.mutate({ name: named })
  const connectorId = connector.id
  if (signed) await api.connectors.authenticate.mutate({ connectorId, authentication: withSecret })
  const doc = eventFlow(picks, signed ? signedReceiving : undefined)
  const event = await api.makerFlows.create.mutate({ connectorId, name: 'Code pushed', doc })
  const version = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId: version.id })
  const connectionId = signed ? await connectTo(api, connectorId) : null
  const deployed = { connectorId, eventFlowId: event.id, versionId: version.id, connectionId }
  const made = []
  for (const { name, cards } of flows) {
    const { id } = await api.flows.create.mutate({ name, doc: userFlow(deployed, cards) })
    made.push({ flowId: id, eventUrl: await turnOn(api, id) })
  }
  return made
}

/**
 * Sets up a product with one flow.
 *
 * @param api API client of an admin
 */
export async function prepareOne(api: Api, given: Parameters<typeof prepareProduct>[1]): Promise<Made> {
  const [made] = await prepareProduct(api, given)
  if (made === undefined) throw new Error('There is no flow to be made.')
  return made
}

const withSecret: Authentication = {
  kind: 'custom',
  fields: [secretField],
  baseUrl: { kind: 'literal', value: '' },
  allowedHosts: [],
  placement: { kind: 'none' }
}

/**
 * Creates a connection with the signing secret.
 *
 * @returns the id of the connection
 */
async function connectTo(api: Api, connectorId: string): Promise<string> {
  const values = { [secretField.id]: signingSecret }
  const { id } = await api.connections.create.mutate({ connectorId, name: 'Acme Code', values })
  return id
}

/**
 * Polling of a flow's status until the flow is active: interval in milliseconds, and maximum number of polls.
 */
const look = { everyMs: 20, times: 500 }

/**
 * Turns a flow on and waits until it is active.
 *
 * @returns its Event URL
 */
export async function turnOn(api: Api, flowId: string): Promise<string> {
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
