import { type Flow, type Id, literal, noAuthentication } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { ServiceClient } from '../kernel/effects.ts'
import { drawConnector } from '../testing/draw.ts'
import { openForTest } from '../testing/open-backend.ts'

const authping: Flow = {
  schemaVersion: 1,
  strip: ['start', 'ask'],
  cards: {
    start: { id: 'start', type: 'authping', config: {}, inputs: {} },
    ask: { id: 'ask', type: 'raw-request', config: {}, inputs: { url: literal('/me') } }
  }
}

const open = async (client?: ServiceClient) => {
  const opened = await openForTest(client)
  const { backend } = opened
  const { connectorId, versionId, oneId } = await drawConnector(backend, { registers: false })
  const connect = async (ownerId: string, name: string): Promise<Id> =>
    (await backend.connections.create({ connectorId, purpose: 'user', ownerId, name, values: {} })).id
  const draw = (ownerId: string, name: string, connectionId: Id) =>
    backend.flows.create({
      connectorId: null,
      ownerId,
      name,
      doc: {
        schemaVersion: 1,
        strip: ['event'],
        cards: {
          event: {
            id: 'event',
            type: 'connector-event',
            config: { connectorId, eventFlowId: oneId, versionId, connectionId, runMode: 'each' },
            inputs: {}
          }
        }
      }
    })
  const deploy = async () => {
    await backend.flows.create({ connectorId, ownerId: 'uma', name: '_authping', doc: authping })
    const { id } = await backend.versions.create({ connectorId, note: '', by: 'uma' })
    await backend.versions.deploy(id, { visible: null, note: '', by: 'uma' })
  }
  return { backend, connect, draw, deploy }
}

// review: screens 1
test('a user’s connections are listed with their connector and the flows that use them', async () => {
  const { backend, connect, draw } = await open()
  const own = await connect('uma', 'People team')
  const spare = await connect('uma', 'Sandbox')
  await connect('olaf', 'Secret')
  const { id: flowId } = await draw('uma', 'Welcome', own)
  await expect(draw('olaf', 'Not hers', own)).rejects.toMatchObject({ code: 'connection.not-shared' })
  expect(await backend.userConnections.list({ id: 'uma', role: 'user' })).toMatchObject([
    { id: own, name: 'People team', kind: noAuthentication.kind, users: [{ id: flowId, name: 'Welcome' }] },
    { id: spare, users: [], check: null, mayPing: false }
  ])
  await backend.connections.rename(spare, 'Test account')
  expect((await backend.connections.get(spare)).name).toBe('Test account')
})

// review: screens 1
test('a ping of a user’s connection runs the deployed version, and its result is kept until the values change', async () => {
  let status = 200
  const { backend, connect, deploy } = await open(async () => ({ status, headers: {}, body: '' }))
  const id = await connect('uma', 'People team')
  await expect(backend.runs.ping(id)).rejects.toMatchObject({ code: 'connection.no-authping' })
  await deploy()
  const checkOf = async () => (await backend.userConnections.list({ id: 'uma', role: 'user' }))[0]
  expect(await checkOf()).toMatchObject({ mayPing: true, check: null })
  expect((await backend.runs.ping(id)).status).toEqual({ is: 'succeeded' })
  expect(await checkOf()).toMatchObject({ check: { at: expect.any(Number), fault: null } })
  status = 401
  await backend.runs.ping(id)
  expect(await checkOf()).toMatchObject({ check: { fault: { code: 'http.status' } } })
  await backend.connections.replaceValues(id, {})
  expect(await checkOf()).toMatchObject({ check: null })
})

test('a successful call of a run counts as a check, but does not end a failed ping, which a ping or new values do', async () => {
  let status = 200
  const { backend, connect, deploy } = await open(async () => ({ status, headers: {}, body: '' }))
  const id = await connect('uma', 'People team')
  const call = (authenticate = true) =>
    backend.connections.clientFor(
      id,
      noAuthentication,
      {}
    )(
      { method: 'GET', url: '/me', query: {}, headers: {}, body: null, authenticate, timeout: 1_000 },
      new AbortController().signal
    )
  const checkOf = async () => (await backend.userConnections.list({ id: 'uma', role: 'user' }))[0]?.check
  await call(false)
  expect(await checkOf()).toBeNull()
  await call()
  expect(await checkOf()).toEqual({ at: expect.any(Number), fault: null })
  status = 401
  await deploy()
  await backend.runs.ping(id)
  await call()
  expect(await checkOf()).toMatchObject({ fault: { code: 'http.status' } })
  status = 200
  await call()
  expect(await checkOf()).toMatchObject({ fault: { code: 'http.status' } })
  await backend.runs.ping(id)
  expect(await checkOf()).toEqual({ at: expect.any(Number), fault: null })
  await backend.connections.replaceValues(id, {})
  expect(await checkOf()).toBeNull()
})
