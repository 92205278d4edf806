import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createAcceptPriority } from './accept-priority.ts'
import type { FastPathAnswers } from './fast-path-connection.ts'
import { openHttpServer } from './http-server.ts'
import { paceRequests } from './pace-requests.ts'

const nothingPlain: FastPathAnswers = { isFor: () => false, listener: () => undefined }

test('a request that comes before the listener is set is answered once it is', async () => {
  const httpServer = await openHttpServer({ port: 0, host: '127.0.0.1', clock: () => 0 })
  onTestFinished(httpServer.close)
  const asked = request(httpServer.url, { headers: { expect: '100-continue' } })
  const answered = once(asked, 'response')
  asked.flushHeaders()
  // Said when the request has come in.
  await once(asked, 'continue')
  asked.end()
  httpServer.answerWith((_request, response) => response.writeHead(204).end(), nothingPlain)
  const [response] = await answered
  expect(response.statusCode).toBe(204)
})

test('all header lines arrive, however many fit into a head', async () => {
  const httpServer = await openHttpServer({ port: 0, host: '127.0.0.1', clock: () => 0 })
  onTestFinished(httpServer.close)
  const counts: number[] = []
  httpServer.answerWith(({ rawHeaders }, response) => {
    counts.push(rawHeaders.filter(name => name.startsWith('x-line-')).length)
    response.end()
  }, nothingPlain)
  const lines = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`x-line-${index}`, 'a']))
  await fetch(httpServer.url, { headers: lines })
  expect(counts).toEqual([400])
})

// review: failing services 3
test('connections that come at once are accepted before work for the first of them begins', async () => {
  const priority = createAcceptPriority()
  let accepted = 0
  const httpServer = await openHttpServer({
    port: 0,
    host: '127.0.0.1',
    clock: () => 0,
    accepted: () => {
      accepted += 1
      priority.accepted()
    }
  })
  onTestFinished(httpServer.close)
  const acceptedAtRequest: number[] = []
  const answer = paceRequests({
    answer: (_request, response) => {
      acceptedAtRequest.push(accepted)
      response.end()
    },
    priority
  })
  httpServer.answerWith(answer, nothingPlain)
  const sockets = Array.from({ length: 40 }, () => connect(Number(new URL(httpServer.url).port), '127.0.0.1'))
  for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: here\r\n\r\n')
  await Promise.all(sockets.map(socket => once(socket, 'data')))
  for (const socket of sockets) socket.destroy()
  expect(acceptedAtRequest[0]).toBe(40)
})

test('a pending request is answered before the server is drained, and a silent connection is closed at once', async () => {
  let accepted = 0
  const httpServer = await openHttpServer({
    ...{ port: 0, host: '127.0.0.1', clock: () => 0 },
    accepted: () => {
      accepted += 1
    }
  })
  onTestFinished(httpServer.close)
  let reply = (): void => {}
  const asked = new Promise<void>(resolve => {
    httpServer.answerWith(() => undefined, {
      isFor: () => true,
      listener: (_request, _peer, answer) => {
        reply = () => answer({ status: 202, lines: [], body: '', closes: false })
        resolve()
      }
    })
  })
  const open = () => connect(Number(new URL(httpServer.url).port), '127.0.0.1').setEncoding('latin1')
  const [sender, silent] = [open(), open()]
  await expect.poll(() => accepted).toBe(2)
  httpServer.shut()
  // Whoever was connected by then may still send one request.
  sender.write('POST /e/any HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}')
  await asked
  let isDrained = false
  const drained = httpServer.drain().then(() => {
    isDrained = true
  })
  await once(silent.resume(), 'close')
  expect(isDrained).toBe(false)
  reply()
  const [answer] = await once(sender, 'data')
  expect(answer).toContain('HTTP/1.1 202')
  await drained
})
