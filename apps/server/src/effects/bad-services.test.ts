import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { HttpResponse } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { afterEach, describe, expect, it } from 'vitest'
import { type GuardedClient, openGuardedClient } from './guarded-client.ts'
import { surelyNotSent } from './surely-not-sent.ts'
import { createUnabortedSignal, noCredentials, requestOf, type Service, startRawService } from './testing.ts'

let service: Service | null = null
let client: GuardedClient | null = null
afterEach(async () => {
  await client?.close()
  // Resolves only when no socket is left.
  await service?.close()
})

/** Sends a POST to a raw service and returns the response or the fault. `act` defines the service's behaviour. */
const askedOf = async (act: (socket: Socket) => void, timeout = 5_000): Promise<HttpResponse | Fault> => {
  service = await startRawService(act)
  client = openGuardedClient({ outboundAllow: new Set([service.origin]) })
  const request = requestOf({ url: service.origin, method: 'POST', body: '{}', timeout })
  return client.send(request, noCredentials, createUnabortedSignal()).catch(thrown => {
    if (thrown instanceof Fault) return thrown
    throw thrown
  })
}

const head = (...lines: string[]): string => `${['HTTP/1.1 200 OK', ...lines].join('\r\n')}\r\n\r\n`

const saying =
  (...parts: (string | Buffer)[]) =>
  (socket: Socket): void => {
    for (const part of parts) socket.write(part)
  }

const sayingAndClosing =
  (...parts: (string | Buffer)[]) =>
  (socket: Socket): void => {
    saying(...parts)(socket)
    socket.end()
  }

const compressed = (encoding: string, bytes: Buffer): [string, Buffer] => [
  head(`content-encoding: ${encoding}`, `content-length: ${bytes.length}`),
  bytes
]

const brokeOff = 'the service closed the connection.'
const unread = 'the compression of the response is not supported; only gzip, deflate and br are.'
const damaged = 'the compressed response is damaged.'
const wrongLength = 'the length of the response does not match its Content-Length.'
const notHttp = 'the service sent something that is not HTTP/1.1.'

describe('a request to a service that', () => {
  it.each([
    ['closes at once', sayingAndClosing(), brokeOff],
    ['resets the connection', (socket: Socket) => socket.resetAndDestroy(), brokeOff],
    ['closes in the midst of the status', sayingAndClosing('HTTP/1.1 2'), brokeOff],
    ['closes in the midst of the headers', sayingAndClosing('HTTP/1.1 200 OK\r\ncontent-'), brokeOff],
    ['closes in the midst of the body', sayingAndClosing(head('content-length: 100'), 'too short'), brokeOff],
    [
      'closes in the midst of a chunk',
      sayingAndClosing(head('transfer-encoding: chunked'), '5\r\nab'),
      brokeOff
    ],
    [
      'closes before the last chunk',
      sayingAndClosing(head('transfer-encoding: chunked'), '2\r\nab\r\n'),
      brokeOff
    ],
    [
      'resets in the midst of the body',
      (socket: Socket) => socket.write(head('content-length: 9'), () => socket.resetAndDestroy()),
      brokeOff
    ],
    ['speaks another protocol', sayingAndClosing('SSH-2.0-OpenSSH_9.9\r\n'), notHttp],
    ['speaks HTTP/2 only', saying(Buffer.from('000012040000000000', 'hex')), notHttp],
    ['sends a chunk of no size', saying(head('transfer-encoding: chunked'), 'xyz\r\n'), notHttp],
    ['sends two lengths', saying(head('content-length: 1', 'content-length: 2'), 'ab'), wrongLength],
    [
      'sends headers without end',
      saying('HTTP/1.1 200 OK\r\n', ...Array(50).fill(`set-cookie: ${'x'.repeat(8_000)}\r\n`)),
      'the headers of the response are larger than 16 KB.'
    ],
    ['compresses in an unknown way', saying(...compressed('zstd', Buffer.from('abc'))), unread],
    ['compresses three times', saying(...compressed('gzip, gzip, gzip', gzipSync('abc'))), unread],
    ['says it compresses and does not', saying(...compressed('gzip', Buffer.from('plain'))), damaged],
    ['compresses half of it', saying(...compressed('gzip', gzipSync('abc').subarray(0, 15))), damaged],
    ['sends damaged Brotli', saying(...compressed('br', Buffer.from([0xff, 0xff]))), damaged],
    ['sends damaged deflate', saying(...compressed('deflate', Buffer.from('plain'))), damaged]
  ])('%s gets no answer, and may have been received', async (_, act, why) => {
    const fault = await askedOf(act)
    expect(fault).toMatchObject({ code: 'http.no-answer', details: { method: 'POST', sent: 'maybe', why } })
  })

  it.each([
    ['never answers', saying()],
    ['never ends its headers', saying('HTTP/1.1 200 OK\r\n')],
    ['never ends its body', saying(head('content-length: 100'), 'some')],
    ['never sends its last chunk', saying(head('transfer-encoding: chunked'), '2\r\nab\r\n')],
    ['only says that it is busy', saying('HTTP/1.1 102 Processing\r\n\r\n'.repeat(20))]
  ])('%s times out', async (_, act) => {
    expect(await askedOf(act, 50)).toMatchObject({ code: 'http.timed-out', details: { sent: 'maybe' } })
  })

  it('sends a byte now and then times out', async () => {
    let dripping: NodeJS.Timeout | undefined
    const fault = await askedOf(socket => {
      socket.write(head('transfer-encoding: chunked'))
      dripping = setInterval(() => socket.write('1\r\na\r\n'), 5)
      socket.on('close', () => clearInterval(dripping))
    }, 60)
    expect(fault).toMatchObject({ code: 'http.timed-out' })
  })

  it('sends an endless body is cut off', async () => {
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
    const fault = await askedOf(socket => {
      const more = (): void => {
        if (socket.writable) socket.write(chunk, more)
      }
      socket.write(head('transfer-encoding: chunked'), more)
    })
    expect(fault).toMatchObject({ code: 'http.answer-too-large' })
  })

  it.each([
    ['HTML', saying(head('content-type: text/html', 'content-length: 4'), '<h1>'), 200, '<h1>'],
    ['nothing, on purpose', saying('HTTP/1.1 204 No Content\r\n\r\n'), 204, ''],
    [
      'early hints first',
      saying('HTTP/1.1 103 Early Hints\r\n\r\n', head('content-length: 1'), 'a'),
      200,
      'a'
    ],
    ['until it closes', sayingAndClosing(head('connection: close'), 'all of it'), 200, 'all of it'],
    ['more than it said', saying(head('content-length: 2', 'connection: close'), 'abcd'), 200, 'ab'],
    ['a status of its own', saying('HTTP/1.1 799 What\r\ncontent-length: 0\r\n\r\n'), 799, '']
  ])('sends %s gets the answer as sent', async (_, act, status, body) => {
    expect(await askedOf(act)).toMatchObject({ status, body })
  })

  it('sends headers twice, or named like parts of an object, gets all of them', async () => {
    const headers = ['x-a: 1', 'X-A: 2', '__proto__: p', 'constructor: c', 'content-length: 0']
    const answer = await askedOf(saying(head(...headers)))
    if (answer instanceof Fault) throw answer
    expect(Object.entries(answer.headers)).toEqual([
      ['x-a', '1, 2'],
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['content-length', '0']
    ])
  })

  it('does not listen was not sent', async () => {
    service = await startRawService(() => {})
    const { origin } = service
    await service.close()
    service = null
    client = openGuardedClient({ outboundAllow: new Set([origin]) })
    const request = requestOf({ url: origin, method: 'POST' })
    const fault = await client.send(request, noCredentials, createUnabortedSignal()).catch(thrown => thrown)
    expect(fault).toMatchObject({ code: 'http.no-answer', details: { sent: 'no' } })
    expect(fault.message).toContain('the connection was refused')
    expect(surelyNotSent(fault.toData())).toBe(true)
  })

  it('does not speak https was not sent', async () => {
    service = await startRawService(sayingAndClosing('HTTP/1.1 400 Bad Request\r\n\r\n'))
    const origin = service.origin.replace('http:', 'https:')
    client = openGuardedClient({ outboundAllow: new Set([origin]) })
    const request = requestOf({ url: origin, method: 'POST' })
    const fault = await client.send(request, noCredentials, createUnabortedSignal()).catch(thrown => thrown)
    expect(fault).toMatchObject({ code: 'http.no-answer', details: { sent: 'no' } })
    expect(fault.message).toContain('check that the service uses https at that port')
  })
})
