import { type Flow, type Id, literal, pill } from '@hookwright/model'
import { afterEach, expect, test } from 'vitest'
import { card, drawFlow } from './seed/draw-flow.ts'
import { connectApi } from './testing/api-client.ts'
import { startChild } from './testing/child.ts'
import { openServer, type TestServer, variablesFor } from './testing/open-server.ts'
import { addFlow, turnOn } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let server: TestServer | undefined
afterEach(() => server?.remove())

const start = card('api-endpoint', 'start', {
  config: { security: 'open', header: '', perSecond: 10, burst: 100, atOnce: 'any' }
})

const echo = card('return-raw', 'respond', {
  config: { bodyFormat: 'json' },
  inputs: { status: literal(201), body: pill('start', 'body') }
})

const post = (url: string, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })

/** Creates an active flow, then starts its server again in a separate process. */
const openApart = async (name: string, doc: Flow) => {
  const first = await openServer()
  const flowId = await addFlow(first.api, name, doc)
  await turnOn(first.api, flowId)
  const { pathname } = new URL(await first.api.apiEndpoints.url.query({ flowId }))
  await first.close()
  const { dataFolder, cookie } = first
  const child = startChild(new URL('./testing/server-with-run-kill-points.ts', import.meta.url), {
    args: ['never', '1'],
    env: variablesFor(dataFolder)
  })
  const { url } = (await child.firstLine) as { url: string }
  return {
    ...{ flowId, child, url: url + pathname, api: connectApi(url, cookie), reopened: { dataFolder, cookie } },
    remove: () => first.remove()
  }
}

test('a thousand calls at once each get an answer, and none is lost', async () => {
  const { flowId, child, url, api, remove } = await openApart('Flooded', drawFlow(start, echo))
  const calls = await Promise.all(
    Array.from({ length: 1_000 }, async (_, n) => {
      const response = await post(url, JSON.stringify({ n }))
      const wait = response.headers.get('retry-after')
      return { n, status: response.status, wait, body: await response.json() }
    })
  )
  const done = calls.filter(({ status }) => status === 201)
  const busy = calls.filter(({ status }) => status === 429)
  expect(done.length + busy.length).toBe(1_000)
  expect(done.length).toBeGreaterThanOrEqual(100)
  for (const { n, body } of done) expect(body).toEqual({ n })
  for (const { wait, body } of busy) {
    expect(Number(wait)).toBeGreaterThanOrEqual(1)
    expect(body).toMatchObject({ error: { code: 'endpoint.busy' } })
  }
  const { runs } = await api.flows.tally.query({ flowId })
  expect(runs.count).toBe(done.length)
  expect((await fetch(new URL('/healthz', url))).status).toBe(200)
  child.send('SIGTERM')
  await child.ended
  await remove()
}, 120_000)

const waiting = drawFlow(
  start,
  card('wait-for', 'wait', { config: { unit: 'seconds' }, inputs: { amount: literal(3) } }),
  echo
)

test('a caller that disconnects does not stop its run', async () => {
  server = await openServer()
  const { api } = server
  const flowId = await addFlow(api, 'Left', waiting)
  await turnOn(api, flowId)
  const url = await api.apiEndpoints.url.query({ flowId })
  const leaving = new AbortController()
  const call = fetch(url, { signal: leaving.signal }).catch(() => 'left')
  await waitFor(
    () => api.runs.list.query({ flowId }),
    ({ rows }) => rows[0]?.status.is === 'waiting'
  )
  leaving.abort()
  expect(await call).toBe('left')
  await waitFor(
    () => api.runs.list.query({ flowId }),
    ({ rows }) => rows[0]?.status.is === 'succeeded'
  )
}, 60_000)

test('a server that stops answers callers that wait, and their runs continue after the restart', async () => {
  const first = await openServer()
  const flowId = await addFlow(first.api, 'Stopped', waiting)
  await turnOn(first.api, flowId)
  const call = post(await first.api.apiEndpoints.url.query({ flowId }), '{"n":1}')
  await waitFor(
    () => first.api.runs.list.query({ flowId }),
    ({ rows }) => rows[0]?.status.is === 'waiting'
  )
  await first.close()
  const response = await call
  expect(response.status).toBe(503)
  const runId = response.headers.get('hookwright-run-id') ?? ''
  const reopened = { dataFolder: first.dataFolder, cookie: first.cookie }
  const again = await openServer({ reopened })
  const opened = await waitFor(
    () => again.api.runs.open.query({ runId }),
    ({ run }) => run.status.is === 'succeeded'
  )
  expect(opened.run.result).toMatchObject({ status: 201, body: '{"n":1}' })
  await again.close()
  await first.remove()
}, 60_000)

test('what was accepted before a kill -9 is run once after the restart', async () => {
  const { flowId, child, url, api, reopened, remove } = await openApart('Killed', waiting)
  const calls = Array.from({ length: 20 }, (_, n) => post(url, `{"n":${n}}`).catch(() => 'cut off'))
  const before = await waitFor(
    () => api.runs.list.query({ flowId }),
    ({ rows }) => rows.some(({ status }) => status.is === 'waiting')
  )
  child.send('SIGKILL')
  await child.ended
  expect(await Promise.all(calls)).toEqual(calls.map(() => 'cut off'))

  const again = await openServer({ reopened })
  const ids = before.rows.map(({ id }): Id => id)
  const after = await waitFor(
    () => again.api.runs.list.query({ flowId }),
    ({ rows }) =>
      rows.every(({ status }) => status.is === 'succeeded') &&
      ids.every(id => rows.some(row => row.id === id))
  )
  const deliveries = await again.api.deliveries.list.query({ flowId })
  expect(after.rows.map(({ deliveryId }) => deliveryId).sort()).toEqual(
    deliveries.rows.map(({ id }) => id).sort()
  )
  await again.close()
  await remove()
}, 120_000)
