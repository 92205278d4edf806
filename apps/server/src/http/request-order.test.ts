import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { sendRaw } from '../testing/raw-socket.ts'
import { openHttpServer } from './http-server.ts'
import { readWhole } from './read-whole-body.ts'
import { respond } from './written.ts'

/**
 * Starts a test server. `/close` gets 415 and `/large` 413, both immediately and with a closed connection.
 * `/half` gets 202 once the client has half-closed the connection. All other requests get 202 one turn of the
 * event loop after their body is read.
 */
const open = async () => {
  const httpServer = await openHttpServer({ port: 0, host: '127.0.0.1', clock: () => 0 })
  onTestFinished(httpServer.close)
  const seen: string[] = []
  const heads = new EventTarget()
  const closing: Record<string, number> = { '/close': 415, '/large': 413 }
  httpServer.answerWith(
    (request, response) => {
      const { url = '', headers } = request
      seen.push(`${url} ${headers.host}`)
      heads.dispatchEvent(new Event('head'))
      const status = closing[url]
      if (status !== undefined) {
        setImmediate(() => respond(response, { status, lines: [], body: '', closes: true }))
        return
      }
      readWhole(request, { most: 1_000, hold: () => true }, body => {
        if (body === 'gone') return
        const answer =
          typeof body === 'string' ? { status: 413, closes: true } : { status: 202, closes: false }
        const give = () => respond(response, { ...answer, lines: ['content-length', '0'], body: '' })
        if (url === '/half') request.socket.once('end', () => setImmediate(give))
        else setImmediate(give)
      })
    },
    {
      isFor: url => url === '/short',
      listener: ({ url }, _, reply) => {
        seen.push(url)
        reply({ status: 202, lines: ['content-length', '0'], body: '', closes: false })
      }
    }
  )
  return { url: httpServer.url, seen, head: () => once(heads, 'head') }
}

const post = (path: string, body: string, ...lines: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'Host: acme.example', `Content-Length: ${body.length}`, ...lines, '', body].join(
    '\r\n'
  )
const statusesIn = ({ head, body }: { head: string; body: string }): number[] =>
  [...`${head}${body}`.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))

// review: security L1
test.each(['/close', '/large'])(
  'requests behind an answer that closes the connection are not run: %s',
  async first => {
    const { url, seen } = await open()
    const answer = await sendRaw(url, post(first, 'a') + post('/second', 'b') + post('/third', 'c'))
    expect(statusesIn(answer)).toEqual([first === '/close' ? 415 : 413])
    expect(seen).toEqual([`${first} acme.example`])
  }
)

test('requests that come at once are run one after the other, each answered', async () => {
  const { url, seen } = await open()
  const answer = await sendRaw(url, post('/a', 'a') + post('/b', 'b') + post('/c', 'c', 'Connection: close'))
  expect(statusesIn(answer)).toEqual([202, 202, 202])
  expect(seen).toEqual(['/a acme.example', '/b acme.example', '/c acme.example'])
})

// review: security L2
test('a sender that half-closes behind a request in two pieces gets its answer', async () => {
  const { url, head } = await open()
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  const text = post('/half', 'abcdef')
  const begun = head()
  socket.write(text.slice(0, -3))
  await begun
  socket.end(text.slice(-3))
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 202/)
  socket.resume()
  await once(socket, 'close')
})

// review: security L3
test.each([
  ['rubbish', '/short', 'abcde', 'rubbish \r\n\r\n'],
  ['rubbish on the long way', '/long', 'abcde', 'rubbish \r\n\r\n'],
  // A request is as long as it says (RFC 9112, 6.3); what comes behind that is the next one.
  ['a body of ten bytes that says five', '/long', '12345', '67890']
])(
  'a valid request gets its answer before what is behind it is refused: %s',
  async (_, path, body, behind) => {
    const { url, seen } = await open()
    const answer = await sendRaw(url, post(path, body) + behind)
    expect(statusesIn(answer)).toEqual([202, 400])
    expect(seen).toHaveLength(1)
  }
)

test('a request with a mistake in its body is answered 400 alone', async () => {
  const { url } = await open()
  const head = 'POST /long HTTP/1.1\r\nHost: acme.example\r\nTransfer-Encoding: chunked\r\n\r\n'
  expect(statusesIn(await sendRaw(url, `${head}zz\r\nabc\r\n0\r\n\r\n`))).toEqual([400])
  expect(statusesIn(await sendRaw(url, `${post('/a', 'a')}${head}zz\r\nabc\r\n0\r\n\r\n`))).toEqual([
    202, 400
  ])
})

// review: security L4
test.each(['/large', '/long'])(
  'a sender that reads nothing until its whole body is sent gets its 413: %s',
  async path => {
    const { url } = await open()
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port) })
    const failed: unknown[] = []
    socket.on('error', thrown => failed.push(thrown))
    const size = 1_250_000
    socket.write(`POST ${path} HTTP/1.1\r\nHost: acme.example\r\nContent-Length: ${size}\r\n\r\n`)
    await new Promise(resolve => socket.write(Buffer.alloc(size), resolve))
    const chunks: Buffer[] = []
    socket.on('data', chunk => chunks.push(chunk))
    await once(socket, 'close')
    expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 413/)
    expect(failed).toEqual([])
  }
)

// review: security L5
test.each([
  ['http://hooks.example:8080/e/abc?x=1', '/e/abc?x=1 hooks.example:8080'],
  ['http://hooks.example?x=1', '/?x=1 hooks.example'],
  ['HTTP://hooks.example', '/ hooks.example']
])('a target in absolute form is taken, and outranks Host: %s', async (target, expected) => {
  const { url, seen } = await open()
  const answer = await sendRaw(url, post(target, 'a', 'Connection: close'))
  expect(statusesIn(answer)).toEqual([202])
  expect(seen).toEqual([expected])
})
