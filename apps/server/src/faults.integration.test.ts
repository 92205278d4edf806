import { emptyFlow, pill } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { acmeAuthentication } from './testing/acme-connector.ts'
import { type Api, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { goodPassword } from './testing/sign-in.ts'

let server: TestServer
let api: Api
let connectorId: string
const nothing = '01900000-0000-7000-8000-000000000000'

beforeAll(async () => {
  server = await openServer()
  api = server.api
  connectorId = (await api.connectors.create.mutate({ name: 'Acme Directory' })).id
  const service = { url: 'https://directory.acme-hr.example', host: 'directory.acme-hr.example' }
  await api.connectors.authenticate.mutate({ connectorId, authentication: acmeAuthentication(service) })
})
afterAll(() => server?.remove())

describe('names', () => {
  test('[row 1] of connectors are unique, ignoring case', async () => {
    const taken = await faultOf(api.connectors.create.mutate({ name: 'acme DIRECTORY' }))
    expect(taken).toMatchObject({ code: 'connector.name-taken', httpStatus: 409 })
    expect(taken.message).toBe('A connector named “acme DIRECTORY” already exists. Choose another name.')
  })

  test('[row 65a, 65b] of special flows are reserved', async () => {
    const doc = drawFlow(card('helper-flow', 'start', { config: { inputs: [] } }))
    const reserved = { code: 'flow.name-reserved', httpStatus: 400 }
    for (const [name, code] of [
      ['_authping', 'CBDE000005H'],
      ['_revoke', 'CBDE000007H'],
      ['_AuthPing', 'CBDE000005H']
    ] as const) {
      expect(await faultOf(api.makerFlows.create.mutate({ connectorId, name, doc }))).toMatchObject({
        ...reserved,
        message: `The name “${name}” is reserved for a system flow (${code}). Choose another name.`,
        details: { name, code }
      })
    }
    const { id: flowId } = await api.makerFlows.create.mutate({ connectorId, name: 'Plain', doc })
    const save = {
      flowId,
      baseDraft: 1,
      name: '_authping',
      description: '',
      active: true,
      saveAll: true,
      doc
    }
    expect(await faultOf(api.makerFlows.save.mutate(save))).toMatchObject(reserved)
    await api.makerFlows.remove.mutate({ flowId })
  })

  test('of people are unique, and their passwords hard to guess', async () => {
    const person = { name: 'Jo Example', password: goodPassword, role: 'user' as const }
    await api.people.add.mutate(person)
    expect((await faultOf(api.people.add.mutate(person))).code).toBe('person.name-taken')
    const weak = api.people.add.mutate({ ...person, name: 'Kim Example', password: 'short' })
    expect((await faultOf(weak)).code).toBe('password.too-short')
  })
})

test('a draft that someone else saved meanwhile is not written over', async () => {
  const { id: flowId } = await api.flows.create.mutate({ name: 'Shared' })
  const save = {
    flowId,
    baseDraft: 1,
    name: 'Shared',
    description: '',
    active: true,
    saveAll: true,
    doc: emptyFlow
  }
  expect((await api.flows.save.mutate(save)).draftNo).toBe(2)
  const stale = await faultOf(api.flows.save.mutate(save))
  expect(stale).toMatchObject({ code: 'flow.stale', httpStatus: 409, details: { draftNo: 2 } })
})

describe('connections', () => {
  const create = (values: Record<string, string>) =>
    api.testConnections.create.mutate({ connectorId, name: 'Test', values })

  test('need every value that their connector asks for, and no other', async () => {
    const lacking = await faultOf(create({}))
    expect(lacking).toMatchObject({ code: 'connection.incomplete', httpStatus: 400 })
    expect(lacking.message).toContain('“API Key”')
    const strange = await faultOf(create({ apiKey: 'x', tenant: 'y' }))
    expect(strange).toMatchObject({ code: 'connection.unknown-value', details: { field: 'tenant' } })
  })

  test('cannot be pinged without a flow for it', async () => {
    const { id: connectionId } = await create({ apiKey: 'x' })
    expect((await faultOf(api.testConnections.ping.mutate({ connectionId }))).code).toBe(
      'connection.no-authping'
    )
  })

  test('of users need a deployed version', async () => {
    const created = api.connections.create.mutate({ connectorId, name: 'Mine', values: { apiKey: 'x' } })
    expect(await faultOf(created)).toMatchObject({
      code: 'version.not-deployed',
      details: { name: 'Acme Directory' }
    })
    expect((await faultOf(api.connections.form.query({ connectorId }))).code).toBe('version.not-deployed')
  })
})

test('a flow without a start card cannot be run by itself', async () => {
  const { id: flowId } = await api.makerFlows.create.mutate({ connectorId, name: 'Bare' })
  expect((await faultOf(api.makerFlows.test.mutate({ flowId, values: {} }))).code).toBe('flow.wrong-place')
})

test('a document that is no flow is refused with what is wrong with it', async () => {
  const doc = { ...drawFlow(card('note', 'one', { inputs: { a: pill('one', 'b') } })), strip: ['one', 'two'] }
  const refused = await faultOf(api.flows.create.mutate({ name: 'Broken', doc }))
  expect(refused).toMatchObject({ code: 'input.invalid', httpStatus: 400 })
  expect(refused.message).toContain('The flow refers to the card two, which does not exist.')
})

test.each<[string, (api: Api) => Promise<unknown>]>([
  ['connector.gone', it => it.connectors.get.query({ connectorId: nothing })],
  ['flow.gone', it => it.flows.get.query({ flowId: nothing })],
  ['flow.gone', it => it.makerFlows.get.query({ flowId: nothing })],
  ['version.gone', it => it.versions.deploy.mutate({ versionId: nothing })],
  ['connection.gone', it => it.connections.remove.mutate({ connectionId: nothing })],
  ['subscription.gone', it => it.subscriptions.get.query({ subscriptionId: nothing })],
  ['delivery.gone', it => it.deliveries.get.query({ deliveryId: nothing })],
  ['run.gone', it => it.runs.get.query({ runId: nothing })]
])('a request for something deleted or unknown is answered with %s', async (code, call) => {
  expect(await faultOf(call(api))).toMatchObject({ code, httpStatus: 404 })
})

// review: cores A4
test('One request calls at most 20 procedures; more are refused with a sentence', async () => {
  const batch = (count: number) => {
    const path = Array.from({ length: count }, () => 'people.me').join()
    const { url, cookie } = server
    return overHttp(`${url}/trpc/${path}?batch=1&input=%7B%7D`, { headers: { cookie } })
  }
  const most = await batch(20)
  expect(most.status).toBe(200)
  expect(JSON.parse(most.text)).toHaveLength(20)
  const more = await batch(21)
  expect(more.status).toBe(400)
  expect(more.text).toContain('A request can call at most 20 procedures. Split it into several requests.')
})
