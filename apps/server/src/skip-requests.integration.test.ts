import { type Flow, type Id, literal, one, pill } from '@hookwright/model'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { type AcmeConnector, connectAcme, deployAcme } from './testing/acme-connector.ts'
import type { Api } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { type StubService, startStub } from './testing/stub-service.ts'
import { addFlow } from './testing/switch.ts'

let server: TestServer
let stub: StubService
let acme: AcmeConnector
let maker: Api
let user: Api
let connectionId: Id
beforeAll(async () => {
  stub = await startStub(async () => ({ status: 200, json: {} }))
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
  stub.asked.length = 0
})

const look = card('raw-request', 'look', {
  title: 'Look up user',
  config: { method: 'POST' },
  inputs: { url: literal('/users') }
})

const notSent = { is: 'failed', fault: { code: 'card.not-sent', details: { card: 'Look up user' } } }

describe('a maker’s event whose requests are skipped', () => {
  const event = drawFlow(
    card('webhook-event', 'event', {
      config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
    }),
    look,
    card('return-outputs', 'return', {
      config: {
        groups: [{ id: 'user', name: 'User', fields: [field('code', 'Code', { dataType: one('number') })] }],
        runMode: false
      },
      inputs: { code: pill('look', 'statusCode') }
    })
  )
  let flowId: Id
  beforeAll(async () => {
    flowId = (
      await maker.makerFlows.create.mutate({
        connectorId: acme.connectorId,
        name: 'CheckedDelivery up',
        doc: event
      })
    ).id
  })

  test('fails at a card that would send a request', async () => {
    const run = await maker.makerFlows.test.mutate({ flowId, values: { body: {} }, sends: false })
    expect(run.status).toMatchObject(notSent)
    expect(stub.asked).toEqual([])
  })

  test('runs with a pinned output in place of that card', async () => {
    const pinned = { look: { statusCode: 200 } }
    const run = await maker.makerFlows.test.mutate({ flowId, values: { body: {} }, pinned, sends: false })
    expect(run.status).toMatchObject({ is: 'succeeded' })
    expect(stub.asked).toEqual([])
  })

  test('sends them when the test asks for it', async () => {
    const { id: connectionId } = await maker.testConnections.create.mutate({
      connectorId: acme.connectorId,
      name: 'Test account',
      values: { apiKey: 'acme_secret' }
    })
    await maker.makerFlows.test.mutate({ flowId, values: { body: {} }, connectionId, sends: true })
    expect(stub.asked).toEqual(['POST /users'])
  })
})

describe('a user’s flow whose requests are skipped', () => {
  const drawn = (): Flow => {
    const { connectorId, versionId, userEventId: eventFlowId } = acme
    const config = { connectorId, eventFlowId, versionId, connectionId, runMode: 'each' }
    return drawFlow(
      card('connector-event', 'event', { config, inputs: { eventType: literal('user.created') } }),
      look
    )
  }

  test('fails at a card that would send a request, and sends it when the test asks for it', async () => {
    const flowId = await addFlow(user, 'Look up', drawn())
    const skipped = await user.flows.test.mutate({ flowId, values: {}, sends: false })
    expect(skipped.status).toMatchObject(notSent)
    expect(stub.asked).toEqual([])
    await user.flows.test.mutate({ flowId, values: {}, sends: true })
    expect(stub.asked).toEqual(['POST /users'])
  })
})
