import { createServer, type IncomingMessage } from 'node:http'
import { duplexPair } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSingleSegmentRequest, type SingleSegmentRequest } from './single-segment-request.ts'

const post = 'POST /e/x?a=1 HTTP/1.1'
const host = 'Host: acme.example'
const text = (lines: string[], body = ''): string => `${lines.join('\r\n')}\r\n\r\n${body}`
const bytes = (request: string): Buffer => Buffer.from(request, 'latin1')

test('a request that is whole is read as it came', () => {
  const request = text(
    [post, 'HOST:acme.example', 'X-One: \t a b\t ', 'x-two:', 'Content-Length: 5'],
    'h\xe9llo'
  )
  expect(readSingleSegmentRequest(bytes(request))).toEqual({
    method: 'POST',
    url: '/e/x?a=1',
    rawHeaders: ['HOST', 'acme.example', 'X-One', 'a b', 'x-two', '', 'Content-Length', '5'],
    body: bytes('h\xe9llo')
  })
})

test('Connection: keep-alive is accepted', () => {
  const request = text([post, host, 'connection: Keep-Alive', 'Content-Length: 0'])
  expect(readSingleSegmentRequest(bytes(request))?.rawHeaders).toContain('Keep-Alive')
})

describe('the single-segment parser leaves to node:http', () => {
  test.each<[string, string]>([
    ['a body of which a byte is missing', text([post, host, 'Content-Length: 5'], 'four')],
    ['a body with a byte more', text([post, host, 'Content-Length: 5'], 'sixsix')],
    ['a head that is not whole', `${post}\r\n${host}\r\nContent-Length: 0\r\n`],
    ['two requests', text([post, host, 'Content-Length: 0']).repeat(2)],
    ['another method', text(['PUT /e/x HTTP/1.1', host, 'Content-Length: 0'])],
    ['another version', text(['POST /e/x HTTP/1.0', host, 'Content-Length: 0'])],
    ['a request without a length', text([post, host])],
    ['a length twice', text([post, host, 'Content-Length: 0', 'Content-Length: 0'])],
    ['a length with a sign', text([post, host, 'Content-Length: +0'])],
    ['a length before a tab', text([post, host, 'Content-Length: 0\t'])],
    ['a length before a tab and a space', text([post, host, 'Content-Length: 0\t '])],
    ['no host', text([post, 'Content-Length: 0'])],
    ['two hosts', text([post, host, host, 'Content-Length: 0'])],
    ['chunks', text([post, host, 'Content-Length: 0', 'Transfer-Encoding: chunked'])],
    [
      'two lines on the connection',
      text([post, host, 'Content-Length: 0', 'Connection: keep-alive', 'connection: keep-alive'])
    ],
    [
      'a connection with more to say',
      text([post, host, 'Content-Length: 0', 'Connection: keep-alive, x-one'])
    ],
    ['a connection to be closed', text([post, host, 'Content-Length: 0', 'Connection: close'])],
    ['a connection of a proxy', text([post, host, 'Content-Length: 0', 'Proxy-Connection: close'])],
    ['one that wants to be told to go on', text([post, host, 'Content-Length: 0', 'Expect: 100-continue'])],
    ['one that wants another protocol', text([post, host, 'Content-Length: 0', 'Upgrade: h2c'])],
    ['a path with a fragment', text(['POST /e/x#y HTTP/1.1', host, 'Content-Length: 0'])],
    ['a whole address', text(['POST http://acme.example/e/x HTTP/1.1', host, 'Content-Length: 0'])],
    ['a head beyond 8 KB', text([post, host, `X-One: ${'a'.repeat(8_200)}`, 'Content-Length: 0'])]
  ])('%s', (_, request) => {
    expect(readSingleSegmentRequest(bytes(request))).toBeNull()
  })
})

/** Parses a segment with node:http. Returns null if node:http refuses the request or waits for more bytes. */
const readByNode = (piece: Buffer): Promise<SingleSegmentRequest | null> =>
  new Promise(resolve => {
    const [near, far] = duplexPair()
    const read = (request: IncomingMessage): void => {
      const chunks: Buffer[] = []
      request.on('data', chunk => chunks.push(chunk))
      request.on('end', () => {
        const { url = '', rawHeaders } = request
        resolve({ method: 'POST', url, rawHeaders, body: Buffer.concat(chunks) })
      })
    }
    const server = createServer({ maxHeaderSize: 16_384 }, read)
    server.on('clientError', () => resolve(null))
    server.emit('connection', near)
    far.resume()
    far.write(piece)
    // By then it has read the whole piece, or waits for more.
    setImmediate(() => setImmediate(() => setImmediate(() => resolve(null))))
  })

/** Generates a character of any byte value. */
const sign = fc.nat(255).map(code => String.fromCharCode(code))

const name = fc.oneof(
  fc.constantFrom(
    'Host',
    'Content-Length',
    'content-length',
    'Connection',
    'Transfer-Encoding',
    'Expect',
    'X-Hub'
  ),
  fc.stringMatching(/^[\w!#$%&'*+.^`|~-]{1,12}$/),
  fc.string({ maxLength: 4, unit: sign })
)
const value = fc.oneof(
  fc.constantFrom('0', '3', ' 3 ', '+3', '3, 3', 'chunked', 'close', 'keep-alive', '\t', 'a\tb', 'é'),
  fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,20}$/),
  fc.string({ maxLength: 6, unit: sign })
)
/** Generates ordinary header lines; `odd` generates lines of any shape. */
const usual = fc.constantFrom(
  'X-Hub: a b',
  'User-Agent:acme/1',
  'x-two:',
  'TE: trailers',
  'Connection: keep-alive'
)
const odd = fc.tuple(name, fc.constantFrom(':', ': ', ' : ', ':\t'), value).map(parts => parts.join(''))
const line = fc.oneof({ weight: 3, arbitrary: usual }, { weight: 1, arbitrary: odd })
const request = fc
  .tuple(
    fc.constantFrom(
      post,
      'POST / HTTP/1.1',
      'POST /e/%00 HTTP/1.1',
      'POST /e/[x] HTTP/1.1',
      'post /e/x HTTP/1.1'
    ),
    fc.array(line, { maxLength: 3 }),
    fc.array(line, { maxLength: 2 }),
    fc.uint8Array({ maxLength: 12 }).map(body => Buffer.from(body).toString('latin1'))
  )
  .map(([first, before, behind, body]) =>
    text([first, ...before, host, `Content-Length: ${body.length}`, ...behind], body)
  )

/** Generates request bytes with random cuts, insertions or replacements. */
const bent = fc
  .tuple(
    request,
    fc.array(
      fc.tuple(fc.nat(), fc.nat(2), fc.oneof(sign, fc.constantFrom('\r', '\n', '\r\n', ' ', ':', '0')))
    )
  )
  .map(([whole, bends]) =>
    bends.reduce((bending, [place, cut, put]) => {
      const at = place % (bending.length + 1)
      return bending.slice(0, at) + put + bending.slice(at + cut)
    }, whole)
  )

test.each([
  ['as senders write it', request, 0.25],
  ['bent by somebody with bad intentions', bent, 0.02]
])('a request %s is read as node:http reads it, or left to it', async (_, requests, share) => {
  let read = 0
  let all = 0
  await fc.assert(
    fc.asyncProperty(requests, async sent => {
      const piece = bytes(sent)
      const plain = readSingleSegmentRequest(piece)
      all++
      if (plain === null) return
      read++
      expect(plain).toEqual(await readByNode(piece))
    }),
    { numRuns: 5_000 }
  )
  expect(read / all).toBeGreaterThanOrEqual(share)
})
