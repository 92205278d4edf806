import type { RequestListener } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { sendRaw } from '../testing/raw-socket.ts'
import { type HttpServer, type HttpTimeouts, openHttpServer } from './http-server.ts'

/** Opens a server that answers and counts each complete request. */
const openCounting = async (patience?: HttpTimeouts) => {
  const httpServer = await openHttpServer({
    port: 0,
    host: '127.0.0.1',
    clock: () => 0,
    ...(patience && { patience })
  })
  const seen: string[] = []
  const listener: RequestListener = (request, response) => {
    request.resume()
    request.on('end', () => {
      seen.push(request.url ?? '')
      response.writeHead(202).end()
    })
  }
  httpServer.answerWith(listener, {
    isFor: () => true,
    listener: ({ url }, _, reply) => {
      seen.push(url)
      reply({ status: 202, lines: ['content-length', '0'], body: '', closes: false })
    }
  })
  return { httpServer, seen }
}

let httpServer: HttpServer
let seen: string[]
beforeAll(async () => {
  ;({ httpServer, seen } = await openCounting())
})
afterAll(() => httpServer.close())

const head = (...lines: string[]): string => `${lines.join('\r\n')}\r\n\r\n`
const post = 'POST /e/x HTTP/1.1'
const host = 'Host: acme.example'
const chunked = 'Transfer-Encoding: chunked'

describe('a request that breaks strict HTTP is refused, and its connection closed', () => {
  test.each<[string, string]>([
    ['a length and chunks', `${head(post, host, 'Content-Length: 4', chunked)}0\r\n\r\n`],
    ['chunks and a length', `${head(post, host, chunked, 'Content-Length: 4')}0\r\n\r\n`],
    ['two lengths', `${head(post, host, 'Content-Length: 4', 'Content-Length: 5')}abcde`],
    ['two lengths in one line', `${head(post, host, 'Content-Length: 4, 5')}abcde`],
    ['a length with a sign', `${head(post, host, 'Content-Length: +4')}abcd`],
    ['a length below nothing', head(post, host, 'Content-Length: -1')],
    ['a length in hex', `${head(post, host, 'Content-Length: 0x4')}abcd`],
    ['a length with a fraction', `${head(post, host, 'Content-Length: 4.0')}abcd`],
    ['a length beyond all numbers', head(post, host, 'Content-Length: 99999999999999999999')],
    ['an empty length', head(post, host, 'Content-Length:')],
    ['an unknown encoding of the transfer', `${head(post, host, 'Transfer-Encoding: xchunked')}0\r\n\r\n`],
    [
      'chunks that are not the last encoding',
      `${head(post, host, 'Transfer-Encoding: chunked, gzip')}0\r\n\r\n`
    ],
    ['chunks twice', `${head(post, host, chunked, 'Transfer-Encoding: identity')}0\r\n\r\n`],
    ['a folded line', head(post, host, 'X-One: a', ' b', 'Content-Length: 0')],
    ['a line folded by a tab', head(post, host, 'X-One: a', '\tb', 'Content-Length: 0')],
    ['a space before the colon', head(post, host, 'Content-Length : 0')],
    ['a tab before the colon', head(post, host, 'Content-Length\t: 0')],
    ['a name with a space', head(post, host, 'X One: a', 'Content-Length: 0')],
    ['a line without a colon', head(post, host, 'X-One', 'Content-Length: 0')],
    ['an empty name', head(post, host, ': a', 'Content-Length: 0')],
    ['a name with brackets', head(post, host, 'X(One): a', 'Content-Length: 0')],
    ['line feeds alone', `${post}\n${host}\nContent-Length: 0\n\n`],
    ['a carriage return in a value', head(post, host, 'X-One: a\rb', 'Content-Length: 0')],
    ['a zero byte in a value', head(post, host, 'X-One: a\0b', 'Content-Length: 0')],
    ['a zero byte in a name', head(post, host, 'X\0One: a', 'Content-Length: 0')],
    ['a control sign in a value', head(post, host, 'X-One: a\x01b', 'Content-Length: 0')],
    ['a zero byte in the path', head('POST /e/\0x HTTP/1.1', host, 'Content-Length: 0')],
    ['a space in the path', head('POST /e/ x HTTP/1.1', host, 'Content-Length: 0')],
    ['no host', head(post, 'Content-Length: 0')],
    ['a version that there is not', head('POST /e/x HTTP/1.9', host, 'Content-Length: 0')],
    ['a version in words', head('POST /e/x HTTP/one', host, 'Content-Length: 0')],
    ['the first line of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a method that there is not', head('POKE /e/x HTTP/1.1', host, 'Content-Length: 0')],
    ['a method in small letters', head('post /e/x HTTP/1.1', host, 'Content-Length: 0')],
    ['words that are no request', 'hello there\r\n\r\n'],
    ['a greeting of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a head of 20 KB', head(post, host, `X-One: ${'a'.repeat(20_000)}`, 'Content-Length: 0')],
    ['a path of 20 KB', head(`POST /e/${'x'.repeat(20_000)} HTTP/1.1`, host, 'Content-Length: 0')],
    ['a chunk without a size', `${head(post, host, chunked)}\r\nab\r\n0\r\n\r\n`],
    ['a chunk with a size in words', `${head(post, host, chunked)}zz\r\nab\r\n0\r\n\r\n`],
    ['a chunk with a sign', `${head(post, host, chunked)}+2\r\nab\r\n0\r\n\r\n`],
    ['a chunk in 0x', `${head(post, host, chunked)}0x2\r\nab\r\n0\r\n\r\n`],
    ['a chunk that is longer than it says', `${head(post, host, chunked)}2\r\nabcd\r\n0\r\n\r\n`],
    [
      'a chunk with a size beyond all numbers',
      `${head(post, host, chunked)}fffffffffffffffff\r\nab\r\n0\r\n\r\n`
    ],
    ['a chunk that ends in a line feed alone', `${head(post, host, chunked)}2\nab\r\n0\r\n\r\n`],
    [
      'a chunk with 20 KB of extensions',
      `${head(post, host, chunked)}2;${'a'.repeat(20_000)}\r\nab\r\n0\r\n\r\n`
    ],
    ['a trailer with a space in its name', `${head(post, host, chunked)}0\r\nX One: a\r\n\r\n`]
  ])('%s', async (_, text) => {
    const before = seen.length
    const { status } = await sendRaw(httpServer.url, Buffer.from(text, 'latin1'))
    expect([400, 413, 431, 505]).toContain(status)
    expect(seen).toHaveLength(before)
  })

  test('a second request hidden in the body of the first is read as body', async () => {
    const hidden = head('GET /hidden HTTP/1.1', host)
    const outer = head('POST /outer HTTP/1.1', host, `Content-Length: ${hidden.length}`, 'Connection: close')
    const { status } = await sendRaw(httpServer.url, outer, hidden)
    expect(status).toBe(202)
    expect(seen.at(-1)).toBe('/outer')
    expect(seen).not.toContain('/hidden')
  })
})

describe('a slow sender', () => {
  const patience = { headers: 150, request: 300, check: 50, between: 5_000 }

  test('of a head gets 408', async () => {
    const slow = await openCounting(patience)
    onTestFinished(slow.httpServer.close)
    const { status } = await sendRaw(slow.httpServer.url, `${post}\r\n${host}\r\nX-One: `)
    expect(status).toBe(408)
    expect(slow.seen).toEqual([])
  })

  test('of a body gets 408', async () => {
    const slow = await openCounting(patience)
    onTestFinished(slow.httpServer.close)
    const { status } = await sendRaw(slow.httpServer.url, head(post, host, 'Content-Length: 10'), 'half')
    expect(status).toBe(408)
    expect(slow.seen).toEqual([])
  })

  test('delays no other', async () => {
    const { hostname, port } = new URL(httpServer.url)
    const dripping = Array.from({ length: 200 }, () => {
      const socket = connect(Number(port), hostname)
      socket.write(`${post}\r\n${host}\r\nX-One: `)
      return socket
    })
    const quick = await sendRaw(
      httpServer.url,
      head('POST /quick HTTP/1.1', host, 'Content-Length: 0', 'Connection: close')
    )
    expect(quick.status).toBe(202)
    for (const socket of dripping) socket.destroy()
  })
})

describe('an unread body', () => {
  // review: security H2
  test.each<[string, (request: string, body: Buffer) => Buffer[]]>([
    ['in pieces', (request, body) => [Buffer.from(request), body]],
    [
      'with its first bytes behind the head',
      (request, body) => [Buffer.concat([Buffer.from(request), body])]
    ],
    [
      'behind a request that is being answered',
      (request, body) => [Buffer.concat([Buffer.from(head(post, host, 'Content-Length: 0') + request), body])]
    ]
  ])('is not read from its sender when it comes %s', async (_, piecesOf) => {
    const quiet = await openHttpServer({ port: 0, host: '127.0.0.1', clock: () => 0 })
    onTestFinished(() => quiet.close())
    const asked = new Promise<Socket>(resolve => {
      quiet.answerWith(({ socket }) => resolve(socket), {
        isFor: url => url.startsWith('/e/'),
        listener: (_request, _peer, reply) =>
          setImmediate(() => reply({ status: 202, lines: ['content-length', '0'], body: '', closes: false }))
      })
    })
    const { hostname, port } = new URL(quiet.url)
    const sender = connect(Number(port), hostname).on('error', () => undefined)
    onTestFinished(() => void sender.destroy())
    const size = 16 * 1_048_576
    const request = head('POST /api HTTP/1.1', host, `Content-Length: ${size}`)
    for (const piece of piecesOf(request, Buffer.alloc(size))) sender.write(piece)
    const socket = await asked
    for (let turn = 0; turn < 500; turn++) await new Promise(resolve => setImmediate(resolve))
    expect(socket.bytesRead).toBeLessThan(1_048_576)
  })
})
