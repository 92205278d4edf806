import { type Flow, type Id, literal, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { type AcmeConnector, connectAcme, deployAcme } from './testing/acme-connector.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { type StubService, startStub } from './testing/stub-service.ts'
import { addFlow } from './testing/switch.ts'

let server: TestServer
let stub: StubService
let acme: AcmeConnector
let maker: Api
let user: Api
let connectionId: Id
let came: string[] = []
beforeAll(async () => {
  stub = await startStub(async (asked, { body, authorization }) => {
    came.push(`${asked}: ${body} (${authorization})`)
    return { status: 200, json: { told: 'acme_secret' } }
  })
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url } })
  maker = await server.add('Mia Example', 'maker')
  user = await server.add('Uma Example', 'user')
  acme = await deployAcme(maker, stub)
  connectionId = await connectAcme(user, acme, 'acme_secret')
})
afterAll(async () => {
  await server?.remove()
  await stub?.stop()
})
beforeEach(() => {
  came = []
})

/** Creates a flow: a greeting, a request, and a helper call in a block. */
const flowCalling = (helperId: Id, connection: Id | null = connectionId): Flow => {
  const { connectorId, versionId, userEventId: eventFlowId } = acme
  const config = { connectorId, eventFlowId, versionId, connectionId: connection, runMode: 'each' }
  return drawFlow(
    card('connector-event', 'event', { config, inputs: { eventType: literal('user.created') } }),
    card('compose', 'say', { inputs: { text: text('Hello ', pill('event', 'email')) } }),
    card('raw-request', 'tell', {
      config: { method: 'POST' },
      inputs: { url: literal('/told'), body: pill('say', 'output') }
    }),
    card('note', 'words', { config: { text: 'Only words.', tint: 'yellow' } }),
    card('if-else', 'fork', {
      config: { operator: 'is-empty', joins: [] },
      inputs: { left: pill('event', 'email') },
      blocks: {
        else: {
          cards: [
            card('call-flow', 'call', {
              config: { flowId: helperId },
              inputs: { who: pill('event', 'email') }
            })
          ]
        }
      }
    })
  )
}

/** Helper flow that greets a person and reports it to the service. */
const greeter: Flow = drawFlow(
  card('helper-flow', 'start', { config: { inputs: [field('who', 'Who')] } }),
  card('raw-request', 'tell', {
    config: { method: 'POST' },
    inputs: { url: literal('/greeted'), body: pill('start', 'who') }
  }),
  card('return', 'end', {
    config: { fields: [field('said', 'Said')] },
    inputs: { said: text('Hi ', pill('start', 'who')) }
  })
)

let made = 0
const newFlow = async (connection?: Id | null): Promise<Id> => {
  const helperId = await addFlow(user, `Greeter ${++made}`, greeter)
  return addFlow(user, `Welcome ${made}`, flowCalling(helperId, connection))
}

describe('a card of a user’s flow, run by itself', () => {
  test('sends its request with the connection of the flow, and records the request and the response', async () => {
    const flowId = await newFlow()
    const ran = await user.flows.testCard.mutate({ flowId, cardId: 'tell', inputs: { body: 'Hello Ada' } })
    expect(came).toEqual(['POST /told: Hello Ada (Bearer acme_secret)'])
    expect(ran).toMatchObject({
      status: { is: 'succeeded' },
      steps: [
        {
          path: ['tell'],
          outputs: { statusCode: 200, json: { told: '•••' } },
          requests: [{ method: 'POST', url: '/told', status: 200 }]
        }
      ]
    })
  })

  test('reads missing inputs from the given outputs of earlier cards', async () => {
    const flowId = await newFlow()
    const before = { event: { email: 'ada@acme.test' } }
    const { steps } = await user.flows.testCard.mutate({ flowId, cardId: 'say', before })
    expect(steps[0]?.outputs).toEqual({ output: 'Hello ada@acme.test' })
    expect(came).toEqual([])
  })

  test('runs its blocks, and the helper flow that a card inside calls', async () => {
    const flowId = await newFlow()
    const before = { event: { email: 'ada@acme.test' } }
    const { steps } = await user.flows.testCard.mutate({ flowId, cardId: 'fork', before })
    expect(came).toEqual(['POST /greeted: ada@acme.test (Bearer acme_secret)'])
    expect(steps.find(({ path }) => path.join('/') === 'fork/call')?.outputs).toEqual({
      said: 'Hi ada@acme.test'
    })
  })

  test('is not stored in the list of runs', async () => {
    const flowId = await newFlow()
    await user.flows.testCard.mutate({ flowId, cardId: 'tell', inputs: { body: 'x' } })
    expect((await user.runs.list.query({ flowId })).rows).toEqual([])
  })

  test('fails, and sends nothing, for a URL outside the connector', async () => {
    const flowId = await newFlow()
    const inputs = { url: 'http://elsewhere.acme.test/', body: 'x' }
    const { status } = await user.flows.testCard.mutate({ flowId, cardId: 'tell', inputs })
    expect(status).toMatchObject({ is: 'failed', at: ['tell'] })
    expect(came).toEqual([])
  })

  test.each([
    ['event', 'card.not-alone', /“Connector event” cannot be run by itself because it only outputs/],
    ['words', 'card.not-alone', /because it has no effect in a run/],
    ['none', 'card.gone', /not in the saved flow/]
  ])('is refused for the card %s, with the reason', async (cardId, code, message) => {
    const flowId = await newFlow()
    expect(await faultOf(user.flows.testCard.mutate({ flowId, cardId }))).toMatchObject({
      code,
      message: expect.stringMatching(message)
    })
  })

  test('cannot use a connection of someone else', async () => {
    const foreign = await connectAcme(maker, acme, 'acme_other')
    const { code } = await faultOf(newFlow(foreign))
    expect(code).toBe('connection.not-shared')
    expect(came).toEqual([])
  })

  test('of a helper flow has no connection, and reaches no service', async () => {
    const flowId = await addFlow(user, `Greeter ${++made}`, greeter)
    const before = { start: { who: 'Ada' } }
    const said = await user.flows.testCard.mutate({ flowId, cardId: 'end', before })
    expect(said.result).toEqual({ said: 'Hi Ada' })
    const told = await user.flows.testCard.mutate({ flowId, cardId: 'tell', before })
    expect(told.status).toMatchObject({ is: 'failed', fault: { code: 'http.url' } })
    expect(came).toEqual([])
  })
})

describe('a card of a maker’s flow, run by itself', () => {
  const draft = drawFlow(
    card('helper-flow', 'start', { config: { inputs: [field('who', 'Who')] } }),
    card('compose', 'say', {
      inputs: { text: text(pill('start', 'who'), ' ', pill('start', 'connection.apiKey')) }
    }),
    card('raw-request', 'tell', {
      config: { method: 'POST' },
      inputs: { url: literal('/told'), body: pill('say', 'output') }
    })
  )
  const drawn = async () =>
    (
      await maker.makerFlows.create.mutate({
        connectorId: acme.connectorId,
        name: `Draft ${++made}`,
        doc: draft
      })
    ).id

  test('uses a test connection, whose values it never shows', async () => {
    const { connectorId } = acme
    const values = { apiKey: 'acme_tests' }
    const { id } = await maker.testConnections.create.mutate({ connectorId, name: 'For tests', values })
    const flowId = await drawn()
    const before = { start: { who: 'Ada' } }
    const params = { flowId, before, connectionId: id }
    const said = await maker.makerFlows.testCard.mutate({ ...params, cardId: 'say' })
    expect(said.steps[0]?.outputs).toEqual({ output: 'Ada •••' })
    await maker.makerFlows.testCard.mutate({ ...params, cardId: 'tell', inputs: { body: 'x' } })
    expect(came).toEqual(['POST /told: x (Bearer acme_tests)'])
  })

  test('refuses a connection of a user and a card of a user’s flow', async () => {
    const flowId = await drawn()
    const params = { cardId: 'tell', inputs: { body: 'x' } }
    const borrowed = maker.makerFlows.testCard.mutate({ flowId, connectionId, ...params })
    expect((await faultOf(borrowed)).code).toBe('connection.gone')
    const users = maker.makerFlows.testCard.mutate({ flowId: await newFlow(), ...params })
    expect((await faultOf(users)).code).toBe('flow.gone')
  })
})

describe('a run of a maker’s draft', () => {
  test('takes pinned outputs instead of running those cards, and marks them in its steps', async () => {
    const { id: flowId } = await maker.makerFlows.create.mutate({
      connectorId: acme.connectorId,
      name: `Draft ${++made}`,
      doc: greeter
    })
    const pinned = { tell: { statusCode: 201, json: null }, start: { who: 'nobody' } }
    const run = await maker.makerFlows.test.mutate({ flowId, values: { who: 'Ada' }, pinned })
    expect(came).toEqual([])
    expect(run).toMatchObject({ status: { is: 'succeeded' }, result: { said: 'Hi Ada' } })
    expect(run.steps?.map(({ path, pinned: isPinned }) => [path.join('/'), isPinned])).toEqual([
      ['start', undefined],
      ['tell', true],
      ['end', undefined]
    ])
    expect((await maker.runs.get.query({ runId: run.id })).steps?.[1]).toMatchObject({ outputs: pinned.tell })
  })
})
