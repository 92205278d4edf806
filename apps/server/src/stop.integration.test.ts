import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { thisMachine } from './effects/machine.ts'
import { findFreePort } from './testing/free-port.ts'
import { openServer, variablesFor } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell, turnOnNotifyingFlow } from './testing/plain-connector.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { startStub } from './testing/stub-service.ts'
import { waitFor } from './testing/wait-for.ts'

test('a run whose request a stop interrupts is not failed: it runs again after the next start', async () => {
  let answers = false
  const stub = await startStub(() => (answers ? Promise.resolve({ status: 200 }) : new Promise(() => {})))
  onTestFinished(stub.stop)
  const variables = { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url, PORT: `${await findFreePort()}` }
  const first = await openServer({ variables, closingTime: 1 })
  onTestFinished(first.remove)
  const { flowId, eventUrl } = await turnOnNotifyingFlow(first.api, stub.url)
  await overHttp(eventUrl, { method: 'POST', body: '{}' })
  await waitFor(
    () => stub.asked,
    asked => asked.length === 1
  )
  await first.close()

  answers = true
  const second = await openServer({ variables, reopened: first })
  onTestFinished(second.close)
  expect(await storedDeliveriesOf(second.api, flowId, 1)).toMatchObject([{ status: { is: 'done' } }])
  expect((await second.api.runs.list.query({ flowId })).rows).toMatchObject([{ status: { is: 'succeeded' } }])
  expect(stub.asked).toEqual(['POST /told', 'POST /told'])
})

test('a start that fails after it listens releases its port and its folder', async () => {
  const before = await openServer()
  onTestFinished(before.remove)
  await before.close()
  const file = new Database(join(before.dataFolder, 'auth.db'))
  file.pragma('user_version = 1000')
  file.close()
  const variables = variablesFor(before.dataFolder, { PORT: `${await findFreePort()}` })
  for (let times = 0; times < 2; times++) {
    await expect(openServer({ variables })).rejects.toMatchObject({ code: 'auth-file.newer' })
  }
})

test('a request that began to arrive before the server closed is answered and stored', async () => {
  const first = await openServer({ variables: { PORT: `${await findFreePort()}` } })
  onTestFinished(first.remove)
  const bell = await openDoorbell(first.api)
  const { hostname, port, pathname, host } = new URL(bell.eventUrl)
  const socket = connect(Number(port), hostname)
  socket.setEncoding('latin1')
  let said = ''
  socket.on('data', text => {
    said += text
  })
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 8\r\nExpect: 100-continue\r\n\r\n`
  )
  // Said when the request has come in.
  await expect.poll(() => said).toContain('100 Continue')
  socket.write('"ha')
  const closed = first.close()
  socket.write('lf"  ')
  await once(socket, 'close')
  expect(said).toContain('HTTP/1.1 202')
  await closed

  const second = await openServer({ reopened: first })
  onTestFinished(second.close)
  const [kept] = await storedDeliveriesOf(second.api, bell.flowId, 1)
  expect(kept?.body.toString()).toBe('"half"  ')
})

test('a draining server reports not ready and accepts requests until its time is over', async () => {
  const drained: (() => void)[] = []
  const machine = {
    ...thisMachine,
    after: (delay: number, act: () => void) => {
      if (delay !== 300_000) return thisMachine.after(delay, act)
      drained.push(act)
      return () => {}
    }
  }
  const server = await openServer({ variables: { HOOKWRIGHT_DRAIN_SECONDS: '300' }, machine })
  onTestFinished(async () => {
    for (const end of drained) end()
    await server.remove()
  })
  const bell = await openDoorbell(server.api)
  const closed = server.close()
  expect(await overHttp(`${server.url}/readyz`)).toMatchObject({
    status: 503,
    text: '{"ready":false,"reasons":["The server is stopping."]}'
  })
  expect((await overHttp(`${server.url}/healthz`)).status).toBe(200)
  expect((await overHttp(bell.eventUrl, { method: 'POST', body: '{}' })).status).toBe(202)
  for (const end of drained.splice(0)) end()
  await closed
  await expect(overHttp(`${server.url}/healthz`)).rejects.toThrow('fetch failed')
})
