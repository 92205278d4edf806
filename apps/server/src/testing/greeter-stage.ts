import { type Flow, type Id, one, pill, text } from '@hookwright/model'
import { card, drawFlow, field } from '../seed/draw-flow.ts'
import type { Api } from './api-client.ts'
import { openServer, type TestServer } from './open-server.ts'
import { overHttp } from './over-http.ts'
import { storedDeliveriesOf } from './stored-deliveries.ts'

/** Event of a connector in a version. */
interface GreeterEvent {
  connectorId: Id
  eventFlowId: Id
  versionId: Id
}

/**
 * Builds an event flow that outputs a greeting with the name from the body.
 *
 * Its second output field, `size`, never has a value.
 */
export const named = (
  word: string,
  parts: { options?: ReturnType<typeof field>[]; sized?: boolean } = {}
): Flow => {
  const { options = [], sized = true } = parts
  return drawFlow(
    card('webhook-event', 'event', {
      config: { options, registrationFlowId: null, deregistrationFlowId: null }
    }),
    card('compose', 'greet', { inputs: { text: text(word, ' ', pill('event', 'body', ['name'])) } }),
    card('return-outputs', 'return', {
      config: {
        groups: [
          {
            id: 'all',
            name: 'All',
            fields: [
              field('greeting', 'Greeting'),
              ...(sized ? [field('size', 'Size', { dataType: one('number') })] : [])
            ]
          }
        ],
        runMode: false
      },
      inputs: { greeting: pill('greet', 'output') }
    })
  )
}

/** Builds a user's flow that repeats the greeting of the event. */
export const repeatGreetingFlow = (event: GreeterEvent, output = 'greeting'): Flow => {
  const { connectorId, eventFlowId, versionId } = event
  const config = { connectorId, eventFlowId, versionId, connectionId: null, runMode: 'each' }
  return drawFlow(
    card('connector-event', 'event', { config }),
    card('compose', 'say', { title: 'Say it', inputs: { text: text('They say: ', pill('event', output)) } })
  )
}

/** A server with a maker and a user, and operations for the version tests. */
export interface GreeterStage {
  server: TestServer
  /** API as called by an admin, a maker and a user. */
  api: Api
  maker: Api
  user: Api
  /** Creates a connector of the maker with a unique name and this event as its only flow. */
  draw: (doc: Flow) => Promise<{ connectorId: Id; eventFlowId: Id; name: string }>
  /** Creates a test version of the connector's draft. */
  freeze: (connectorId: Id, note?: string) => Promise<Id>
  /** Deploys a new version of the connector. */
  deploy: (connectorId: Id) => Promise<Id>
  /** Replaces the document of a connector's flow. */
  redraw: (flowId: Id, doc: Flow) => Promise<void>
  /** Sends a name to an Event URL of the user and returns the greeting of the flow's newest run. */
  send: (flowId: Id, eventUrl: string, name: string) => Promise<unknown>
}

/** Opens a test server with a maker and a user for the version tests. */
export const openGreeter = async (): Promise<GreeterStage> => {
  const server = await openServer()
  const { api } = server
  const maker = await server.add('Mia Example', 'maker')
  const user = await server.add('Uma Example', 'user')
  let made = 0

  const freeze = async (connectorId: Id, note = ''): Promise<Id> =>
    (await maker.versions.create.mutate({ connectorId, note })).id

  return {
    server,
    api,
    maker,
    user,
    draw: async doc => {
      const name = `Acme ${++made}`
      const { id: connectorId } = await maker.connectors.create.mutate({ name })
      const { id } = await maker.makerFlows.create.mutate({ connectorId, name: 'Someone came', doc })
      return { connectorId, eventFlowId: id, name }
    },
    freeze,
    deploy: async connectorId => {
      const versionId = await freeze(connectorId)
      await maker.versions.deploy.mutate({ versionId })
      return versionId
    },
    redraw: async (flowId, doc) => {
      const { flow } = await maker.makerFlows.get.query({ flowId })
      const { draftNo: baseDraft, name, description, active, saveAll } = flow
      await maker.makerFlows.save.mutate({ flowId, baseDraft, name, description, active, saveAll, doc })
    },
    send: async (flowId, eventUrl, name) => {
      const before = (await user.deliveries.list.query({ flowId })).rows.length
      const headers = { 'content-type': 'application/json' }
      await overHttp(eventUrl, { method: 'POST', headers, body: JSON.stringify({ name }) })
      const deliveries = await storedDeliveriesOf(user, flowId, before + 1)
      const runId = deliveries.at(-1)?.id ?? ''
      return (await user.runs.get.query({ runId })).steps?.at(-1)?.outputs
    }
  }
}
