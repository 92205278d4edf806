import { once } from 'node:events'
import { createServer, IncomingMessage, type RequestListener, ServerResponse } from 'node:http'
import { type AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createAcceptPriority } from './accept-priority.ts'
import { createLateListener } from './late-listener.ts'

/** Serves a listener that is loaded late, and counts the loads. */
const openServer = async (load: () => Promise<RequestListener>) => {
  const counted = vi.fn(load)
  const log = { error: vi.fn() }
  const server = createServer(createLateListener({ load: counted, priority: createAcceptPriority(), log }))
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, loads: () => counted.mock.calls.length, log }
}

const echo: RequestListener = async (request, response) => {
  response.end(Buffer.concat(await request.toArray()))
}

test('a listener is loaded once, by the first request, and reads bodies that came before it', async () => {
  let loaded = (_listener: RequestListener): void => {}
  const { url, loads } = await openServer(
    () =>
      new Promise(resolve => {
        loaded = resolve
      })
  )
  expect(loads()).toBe(0)
  const answers = ['first', 'second'].map(body => fetch(url, { method: 'POST', body }))
  await vi.waitUntil(() => loads() > 0)
  loaded(echo)
  const bodies = await Promise.all(answers.map(async answer => (await answer).text()))
  expect(bodies).toEqual(['first', 'second'])
  expect(await (await fetch(url, { method: 'POST', body: 'third' })).text()).toBe('third')
  expect(loads()).toBe(1)
})

test('requests are answered with 500 when the listener cannot be loaded', async () => {
  const { url, log } = await openServer(() => Promise.reject(new Error('A file is missing.')))
  const answer = await fetch(url)
  expect(answer.status).toBe(500)
  expect(await answer.json()).toMatchObject({ error: { code: 'internal' } })
  expect(log.error).toHaveBeenCalledOnce()
})

test('a listener that could not be loaded once is loaded by the next request', async () => {
  let tries = 0
  const { url, loads } = await openServer(async () => {
    tries++
    if (tries === 1) throw new Error('Too many open files.')
    return echo
  })
  expect((await fetch(url)).status).toBe(500)
  expect((await fetch(url)).status).toBe(200)
  expect(loads()).toBe(2)
})

test('requests that waited for the load are started four per turn, and those of disconnected senders never', async () => {
  const turns: (() => void)[] = []
  const answered: (string | undefined)[] = []
  const listener = createLateListener({
    load: async () => request => void answered.push(request.url),
    priority: createAcceptPriority(act => void turns.push(act)),
    log: { error: vi.fn() }
  })
  const responses = Array.from({ length: 8 }, (_, index) => {
    const request = new IncomingMessage(new Socket())
    request.url = `/${index}`
    const response = new ServerResponse(request)
    listener(request, response)
    return response
  })
  responses[1]?.destroy()
  await vi.waitUntil(() => answered.length > 0)
  expect(answered).toEqual(['/0', '/2', '/3', '/4'])
  for (const act of turns.splice(0)) act()
  expect(answered).toEqual(['/0', '/2', '/3', '/4', '/5', '/6', '/7'])
})
