import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Secret } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { overHttp } from '../testing/over-http.ts'
import { createProbes, type MetricsText } from './probes.ts'
import type { Readiness } from './readiness.ts'

const token = 'a-token-of-the-test'

const ready: Readiness = { report: async () => ({ ready: true, reasons: [] }), stop: () => {} }

/** Serves the probes; all other requests get 418. */
const serve = async (params: {
  readiness?: Readiness
  token?: string
  loadMetrics?: () => Promise<MetricsText>
}) => {
  const server = createServer(
    createProbes({
      readiness: params.readiness ?? ready,
      metricsToken: params.token === undefined ? null : new Secret(params.token),
      loadMetrics: params.loadMetrics ?? (() => Promise.reject(new Error('nobody asked for metrics'))),
      otherwise: (_request, response) => response.writeHead(418).end()
    })
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return (path: string, request: RequestInit = {}) => overHttp(`http://127.0.0.1:${port}${path}`, request)
}

test('a server says that it lives, and passes on what is no probe', async () => {
  const ask = await serve({})
  expect(await ask('/healthz')).toMatchObject({ status: 200, text: '{"healthy":true}' })
  expect(await ask('/healthz?by=somebody')).toMatchObject({ status: 200 })
  expect(await ask('/healthz', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
  for (const [path, method] of [
    ['/healthz', 'POST'],
    ['/healthz/more', 'GET'],
    ['/constructor', 'GET'],
    ['/', 'GET']
  ] as const)
    expect((await ask(path, { method })).status).toBe(418)
})

test('a server that is not ready answers 503 with its reasons, and nobody caches that', async () => {
  const reasons = ['The server is stopping.']
  const ask = await serve({ readiness: { ...ready, report: async () => ({ ready: false, reasons }) } })
  const { status, text, headers } = await ask('/readyz')
  expect([status, JSON.parse(text)]).toEqual([503, { ready: false, reasons }])
  expect(headers.get('cache-control')).toBe('no-store')
})

test('without a token in the settings there are no metrics, and nothing is loaded', async () => {
  const ask = await serve({})
  const { status, text } = await ask('/metrics', { headers: { authorization: `Bearer ${token}` } })
  expect([status, JSON.parse(text).error.code]).toEqual([404, 'metrics.off'])
})

test('metrics are given for the token alone, and loaded once', async () => {
  let loads = 0
  const loadMetrics = async () => {
    loads++
    return { contentType: 'text/plain; version=0.0.4; charset=utf-8', read: async () => 'up 1\n' }
  }
  const ask = await serve({ token, loadMetrics })
  for (const authorization of [
    '',
    `Bearer ${token}x`,
    `Basic ${token}`,
    'Bearer',
    `Bearer ${token} ${token}`
  ]) {
    const { status, text, headers } = await ask('/metrics', { headers: { authorization } })
    expect([status, JSON.parse(text).error.code]).toEqual([401, 'metrics.token'])
    expect(headers.get('www-authenticate')).toContain('Bearer')
  }
  expect(loads).toBe(0)
  for (let asked = 0; asked < 2; asked++) {
    const { status, text, headers } = await ask('/metrics', { headers: { authorization: `bearer ${token}` } })
    expect([status, text, headers.get('content-type')]).toEqual([
      200,
      'up 1\n',
      'text/plain; version=0.0.4; charset=utf-8'
    ])
  }
  expect(loads).toBe(1)
})

test('metrics that could not be loaded or read are a fault, and the next request tries again', async () => {
  let fails = true
  const loadMetrics = async () => {
    if (fails) throw new Error('too many open files')
    return { contentType: 'text/plain', read: async () => 'up 1\n' }
  }
  const ask = await serve({ token, loadMetrics })
  const headers = { authorization: `Bearer ${token}` }
  expect((await ask('/metrics', { headers })).status).toBe(500)
  fails = false
  expect((await ask('/metrics', { headers })).status).toBe(200)
})
