import { expect, onTestFinished, test } from 'vitest'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'

test('each request has an id of its own, and that of a proxy is taken over unless it is strange', async () => {
  const server = await openServer()
  onTestFinished(server.remove)
  const idOf = async (sent?: string): Promise<string | null> => {
    const headers: Record<string, string> = sent === undefined ? {} : { 'x-request-id': sent }
    return (await overHttp(`${server.url}/api/first-admin`, { headers })).headers.get('x-request-id')
  }
  const [first, second] = [await idOf(), await idOf()]
  expect(first).toMatch(/^[0-9a-f-]{36}$/)
  expect(second).not.toBe(first)
  expect(await idOf('of-the-proxy.1_a')).toBe('of-the-proxy.1_a')
  for (const strange of ['a b', 'x'.repeat(65), '"}']) expect(await idOf(strange)).toMatch(/^[0-9a-f-]{36}$/)
})

test('a request that fails with an internal error is logged with the id of its response', async () => {
  const logged: string[] = []
  const server = await openServer({ logged })
  onTestFinished(server.remove)
  const failing = async (): Promise<never> => {
    throw new Error('a fault of a test')
  }
  server.backend.savedViews.list = failing
  const response = await overHttp(
    `${server.url}/trpc/savedViews.list?input=${encodeURIComponent('{"list":"runs"}')}`,
    {
      headers: { cookie: server.cookie }
    }
  )
  expect(response.status).toBe(500)
  const lines = logged.map(line => JSON.parse(line)).filter(({ level }) => level === 'error')
  expect(lines).toMatchObject([{ path: 'savedViews.list', request: response.headers.get('x-request-id') }])
})
