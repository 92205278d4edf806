import { type Flow, type Id, listOf, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { acmeAuthentication } from './testing/acme-connector.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { type StubAnswer, type StubService, startStub } from './testing/stub-service.ts'
import { deployTeams } from './testing/teams-connector.ts'

let server: TestServer
let stub: StubService
let answer: (asked: string) => StubAnswer
let maker: Api
let user: Api
beforeAll(async () => {
  stub = await startStub(async asked => answer(asked))
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url } })
  maker = await server.add('Mia Example', 'maker')
  user = await server.add('Uma Example', 'user')
})
afterAll(async () => {
  await server?.remove()
  await stub?.stop()
})

/** Helper flow that requests the rooms of a floor. */
const rooms: Flow = drawFlow(
  card('helper-flow', 'start', { config: { inputs: [field('floor', 'Floor')] } }),
  card('raw-request', 'ask', { inputs: { url: text('/floors/', pill('start', 'floor'), '/rooms') } }),
  card('return', 'return', {
    config: { fields: [field('rooms', 'Rooms', { dataType: listOf('object'), required: false })] },
    inputs: { rooms: pill('ask', 'json') }
  })
)

const roomEvent = (flowId: Id): Flow =>
  drawFlow(
    card('webhook-event', 'event', {
      config: {
        options: [
          field('floor', 'Floor'),
          field('room', 'Room', {
            fieldType: 'dropdown',
            choices: { from: 'flow', flowId, inputs: { floor: { option: 'floor' } } }
          })
        ],
        registrationFlowId: null,
        deregistrationFlowId: null
      }
    }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'bell', name: 'Bell', fields: [field('who', 'Who')] }], runMode: false },
      inputs: { who: pill('event', 'body', ['who']) }
    })
  )

let made = 0
/** Deploys a connector for the stub service. Its event has a dropdown of rooms. */
const deployRooms = async () => {
  const { id: connectorId } = await maker.connectors.create.mutate({ name: `Acme Rooms ${++made}` })
  await maker.connectors.authenticate.mutate({ connectorId, authentication: acmeAuthentication(stub) })
  const draw = async (name: string, doc: Flow): Promise<Id> =>
    (await maker.makerFlows.create.mutate({ connectorId, name, doc })).id
  const helperId = await draw('Rooms', rooms)
  const eventFlowId = await draw('Someone rang', roomEvent(helperId))
  const { id: versionId } = await maker.versions.create.mutate({ connectorId })
  await maker.versions.deploy.mutate({ versionId })
  const values = { apiKey: 'acme_key' }
  const test = await maker.testConnections.create.mutate({ connectorId, name: 'Test', values })
  const own = await user.connections.create.mutate({ connectorId, name: 'Own', values })
  return { connectorId, helperId, eventFlowId, versionId, testId: test.id, ownId: own.id }
}

const twoRooms = (): StubAnswer => ({
  status: 200,
  json: [
    { id: 1, name: 'Kitchen' },
    { id: 2, name: 'Hall' }
  ]
})
const asTwo = [
  { display: 'Kitchen', value: '1' },
  { display: 'Hall', value: '2' }
]

describe('[row 27] the values of a dropdown that a helper flow gives', () => {
  test('are had by the maker with a test connection, and no run is left behind', async () => {
    const { helperId, testId } = await deployRooms()
    answer = twoRooms
    const params = { flowId: helperId, values: { floor: 3 }, connectionId: testId }
    expect(await maker.makerFlows.choices.mutate(params)).toEqual({ choices: asTwo })
    expect(stub.asked.at(-1)).toBe('GET /floors/3/rooms')
    const { rows } = await server.backend.runs.list({ scope: { flowId: helperId }, limit: 9 })
    expect(rows).toEqual([])
  })

  test('come from the draft for the maker, and from the deployed version for users', async () => {
    const { helperId, eventFlowId, versionId, testId, ownId } = await deployRooms()
    answer = twoRooms
    const { flow } = await maker.makerFlows.get.query({ flowId: helperId })
    const { draftNo: baseDraft, name, description, active, saveAll } = flow
    const save = { flowId: helperId, baseDraft, name, description, active, saveAll }
    const stopped = drawFlow(card('helper-flow', 'start', { config: { inputs: [] } }))
    await maker.makerFlows.save.mutate({ ...save, doc: stopped })
    const mine = { flowId: helperId, values: {}, connectionId: testId }
    expect(await faultOf(maker.makerFlows.choices.mutate(mine))).toMatchObject({
      code: 'choices.unreadable',
      httpStatus: 502
    })
    const theirs = { versionId, flowId: eventFlowId, optionId: 'room', connectionId: ownId }
    expect(await user.events.choices.mutate({ ...theirs, values: { floor: '4' } })).toEqual({
      choices: asTwo
    })
    expect(stub.asked.at(-1)).toBe('GET /floors/4/rooms')
  })

  test('[row 28b] depend on the options that are handed to the helper flow', async () => {
    const teams = await deployTeams(maker, 'Acme Regions')
    const params = { versionId: teams.versionId, flowId: teams.eventFlowId, optionId: 'team' }
    const inRegion = async (region: string) =>
      (await user.events.choices.mutate({ ...params, values: { region } })).choices
    expect(await inRegion('north')).toEqual([
      { display: 'Sales in the north', value: 'sales-north' },
      { display: 'everyone', value: 'everyone' }
    ])
    expect((await inRegion('south'))[0]).toEqual({ display: 'Sales in the south', value: 'sales-south' })
  })

  test('fail when the service refuses, with the name of the failed card', async () => {
    const { helperId, testId } = await deployRooms()
    answer = () => ({ status: 404, json: { error: 'no such floor' } })
    const params = { flowId: helperId, values: { floor: 9 }, connectionId: testId }
    const refused = await faultOf(maker.makerFlows.choices.mutate(params))
    expect(refused).toMatchObject({ code: 'choices.failed', details: { flow: 'Rooms', card: 'Raw Request' } })
    expect(refused.message).not.toContain('acme_key')
  })
})

describe('a dropdown is not filled', () => {
  const nothing = '01900000-0000-7000-8000-000000000000'

  test('with a connection for something else', async () => {
    const { helperId, eventFlowId, versionId, testId, ownId } = await deployRooms()
    const other = await deployRooms()
    const mine = { flowId: helperId, values: {} }
    for (const connectionId of [ownId, other.testId, nothing]) {
      const asked = maker.makerFlows.choices.mutate({ ...mine, connectionId })
      expect(await faultOf(asked)).toMatchObject({ code: 'connection.gone' })
    }
    const theirs = { versionId, flowId: eventFlowId, optionId: 'room', values: {} }
    for (const connectionId of [testId, other.ownId, nothing]) {
      const asked = user.events.choices.mutate({ ...theirs, connectionId })
      expect(await faultOf(asked)).toMatchObject({ code: 'connection.gone' })
    }
  })

  test('by a flow that is no helper flow', async () => {
    const { eventFlowId } = await deployRooms()
    const asked = maker.makerFlows.choices.mutate({ flowId: eventFlowId, values: {} })
    expect(await faultOf(asked)).toMatchObject({ code: 'flow.wrong-place' })
  })

  test('for an option that has its own values or is not there, an event or version that is not', async () => {
    const { connectorId, helperId, eventFlowId, versionId } = await deployRooms()
    const { id: undeployed } = await maker.versions.create.mutate({ connectorId })
    const params = { versionId, flowId: eventFlowId, optionId: 'room', values: {} }
    const codeOf = async (parts: Partial<typeof params>) =>
      (await faultOf(user.events.choices.mutate({ ...params, ...parts }))).code
    expect(await codeOf({ optionId: 'floor' })).toBe('input.invalid')
    expect(await codeOf({ optionId: 'none' })).toBe('input.invalid')
    expect(await codeOf({ flowId: helperId })).toBe('flow.gone')
    expect(await codeOf({ flowId: nothing })).toBe('flow.gone')
    expect(await codeOf({ versionId: nothing })).toBe('version.gone')
    expect(await codeOf({ versionId: undeployed })).toBe('version.gone')
  })
})
