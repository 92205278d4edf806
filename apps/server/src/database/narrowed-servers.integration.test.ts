import { literal, pill } from '@hookwright/model'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow } from '../seed/draw-flow.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { openDoorbell } from '../testing/plain-connector.ts'
import { addFlow, eventUrlOf, turnOn } from '../testing/switch.ts'
import { makeTempFolder } from '../testing/temp-folder.ts'
import { waitFor } from '../testing/wait-for.ts'

/** Servers of one database, each with one role. */
let web: TestServer
let receiver: TestServer
let runner: TestServer | undefined
const folders = [makeTempFolder(), makeTempFolder()]
let database: string

const variables = (roles: string) => ({
  HOOKWRIGHT_DATABASE_URL: database,
  HOOKWRIGHT_SECRET_KEY: 'one key of all servers, 32 long.',
  HOOKWRIGHT_ROLES: roles
})

const openOther = (roles: string): Promise<TestServer> => {
  const { folder } = folders[roles === 'receive' ? 0 : 1] ?? makeTempFolder()
  return openServer({
    variables: variables(roles),
    reopened: { dataFolder: folder, cookie: web.cookie }
  })
}

beforeAll(async () => {
  database = await makeDatabase()
  web = await openServer({ variables: variables('web') })
  receiver = await openOther('receive')
})
afterAll(async () => {
  await runner?.remove()
  await receiver?.remove()
  await web?.remove()
  for (const { remove } of folders) remove()
})

const faultOf = (text: string): string => JSON.parse(text).error.code

test('a receiver serves Event URLs and health, and no pages', async () => {
  expect((await overHttp(`${receiver.url}/healthz`)).status).toBe(200)
  expect(JSON.parse((await overHttp(`${receiver.url}/readyz`)).text).ready).toBe(true)
  for (const path of ['/', '/trpc/installation.get', '/api/auth/get-session']) {
    const { status, text } = await overHttp(`${receiver.url}${path}`)
    expect([status, faultOf(text)]).toEqual([404, 'process.no-pages'])
  }
})

test('a server for pages asks senders to try again elsewhere', async () => {
  const token = `h${'a'.repeat(43)}`
  for (const path of [`/e/${token}`, `/a/${token}`]) {
    const { status, headers, text } = await overHttp(`${web.url}${path}`, { method: 'POST', body: '{}' })
    expect([status, faultOf(text)]).toEqual([503, 'process.not-receiving'])
    expect(headers.get('retry-after')).toBe('5')
  }
})

test('a call that waits for its response is answered by the receiver that it comes to', async () => {
  const start = card('api-endpoint', 'start', {
    config: { security: 'open', header: '', perSecond: 100, burst: 100, atOnce: 'any' }
  })
  const answer = card('return-raw', 'respond', {
    config: { bodyFormat: 'json' },
    inputs: { status: literal(201), headers: literal({}), body: pill('start', 'body') }
  })
  const flowId = await addFlow(web.api, 'Echo', drawFlow(start, answer))
  await turnOn(web.api, flowId)
  const url = (await web.api.apiEndpoints.url.query({ flowId })).replace(web.url, receiver.url)
  const headers = { 'content-type': 'application/json' }
  const { status, text } = await overHttp(url, { method: 'POST', headers, body: '{"call":1}' })
  expect([status, text]).toEqual([201, '{"call":1}'])
})

test('an event of a receiving process is run by a process with the role run, once there is one', async () => {
  const doorbell = await openDoorbell(web.api, 'Acme Roles')
  const { flow } = await web.api.flows.get.query({ flowId: doorbell.flowId })
  const flowId = await addFlow(web.api, 'Roles', flow.doc)
  const { subscription } = await turnOn(web.api, flowId)
  const eventUrl = (await eventUrlOf(web.api, subscription)).replace(web.url, receiver.url)
  expect((await overHttp(eventUrl, { method: 'POST', body: '{}' })).status).toBe(202)
  const newest = async () => (await web.api.deliveries.list.query({ flowId })).rows[0]?.status.is
  expect(await newest()).toBe('accepted')
  expect(await web.api.installation.processes.query()).toMatchObject({
    processes: ['web', 'receive'].map(role => ({ roles: [role], changeLag: expect.any(Number) })),
    silent: [],
    queues: [{ queue: 'work', waiting: 1, running: 0, oldestWaiting: expect.any(Number) }, {}, {}, {}],
    backlog: { deliveries: 1, oldestAt: expect.any(Number) }
  })
  runner = await openOther('run')
  await waitFor(newest, is => is === 'done')
})
