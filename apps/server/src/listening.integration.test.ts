import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectApi, faultOf } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer

beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  overHttp(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })

test('[row 108] a test URL takes one request under the limits of every Event URL, and keeps it for the listening maker', async () => {
  const { api } = server
  const { eventFlowId } = await openDoorbell(api, 'Acme Bell')
  const { listeningId } = await api.listening.begin.mutate({ flowId: eventFlowId })
  const { url } = await api.listening.progress.query({ listeningId })
  expect(url).toMatch(/\/e\/[\w-]{44}$/)
  expect((await post(url, '1'.repeat(1_048_577))).status).toBe(413)
  const cookie = `${server.cookie}; other=1`
  expect((await post(url, '{"ring":1}', { cookie })).status).toBe(202)
  const { heard } = await api.listening.progress.query({ listeningId })
  expect(heard).toMatchObject({ at: 'test-url', sample: { body: { ring: 1 }, method: 'POST' } })
  expect(heard?.sample.headers.cookie).toBe('other=1')
  expect((await post(url, '{"ring":2}')).status).toBe(404)
})

test('a maker who listens sees an event sent to an active flow, and the flow runs', async () => {
  const { api } = server
  const bell = await openDoorbell(api, 'Acme Chime')
  const { listeningId } = await api.listening.begin.mutate({ flowId: bell.eventFlowId })
  expect((await post(bell.eventUrl, '{"ring":3}')).status).toBe(202)
  const { heard } = await waitFor(
    () => api.listening.progress.query({ listeningId }),
    ({ heard }) => heard !== null
  )
  expect(heard).toMatchObject({ at: 'event-url', sample: { body: { ring: 3 } } })
  const { rows } = await waitFor(
    () => api.runs.list.query({ flowId: bell.flowId }),
    ({ rows }) => rows.length === 1 && rows[0]?.finishedAt !== null
  )
  expect(rows[0]).toMatchObject({ status: { is: 'succeeded' }, deliveryId: heard?.sample.deliveryId })
})

test('a listening session belongs to one member, and is gone once it is ended', async () => {
  const { api } = server
  const { eventFlowId } = await openDoorbell(api, 'Acme Gong')
  const maker = await server.add('Mia Example', 'maker')
  const { listeningId } = await api.listening.begin.mutate({ flowId: eventFlowId })
  expect(await faultOf(maker.listening.progress.query({ listeningId }))).toMatchObject({
    code: 'permission.denied'
  })
  await api.listening.end.mutate({ listeningId })
  expect(await faultOf(api.listening.progress.query({ listeningId }))).toMatchObject({
    code: 'listening.gone'
  })
  const nobody = connectApi(server.url, null)
  expect(await faultOf(nobody.listening.begin.mutate({ flowId: eventFlowId }))).toMatchObject({
    code: 'sign-in.needed'
  })
})
