import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { readWhole, type Unread } from './read-whole-body.ts'

/**
 * Opens a real connection, over which the test sends the bytes of one request. Returns the results of reading
 * its body.
 */
const open = async (params: { most?: number; hold?: (bytes: number) => boolean } = {}) => {
  const told: (Buffer | Unread)[] = []
  let request: IncomingMessage | null = null
  let next = (): void => {}
  const first = new Promise<Buffer | Unread>(resolve => {
    next = () => {
      const [body] = told
      if (body !== undefined) resolve(body)
    }
  })
  const server = createServer(met => {
    request = met
    readWhole(met, { most: params.most ?? 1_000_000, hold: params.hold ?? (() => true) }, body => {
      told.push(body)
      next()
    })
    server.emit('met')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket: Socket = connect(port, '127.0.0.1')
  // The server hangs up on some of them.
  socket.on('error', () => {})
  onTestFinished(() => {
    socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  await once(socket, 'connect')
  const met = once(server, 'met')
  return {
    socket,
    told,
    first,
    /** Sends the head; resolves once the request is being read. */
    begin: async (framing: string): Promise<IncomingMessage> => {
      socket.write(`POST / HTTP/1.1\r\nHost: acme.example\r\n${framing}\r\n\r\n`)
      await met
      if (request === null) throw new Error('It was met.')
      return request
    }
  }
}

const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
const LAST = '0\r\n\r\n'

/** Resolves once the request is closed, after which it emits no more data. */
const closed = (request: IncomingMessage): Promise<void> =>
  new Promise(resolve => {
    if (request.closed) resolve()
    else request.on('close', resolve)
  })

test('a body is delivered byte for byte, and once, in however many parts it comes', async () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7) % 256))
  const { socket, first, told, begin } = await open()
  const request = await begin(`Content-Length: ${bytes.length}`)
  for (let at = 0; at < bytes.length; at += 33_333) {
    socket.write(bytes.subarray(at, at + 33_333))
    if (at === 0) await once(request, 'data')
  }
  const body = await first
  expect(Buffer.isBuffer(body) && body.equals(bytes)).toBe(true)
  await closed(request)
  expect(told).toHaveLength(1)
})

test.each([
  ['in one part', [chunk('{"name":"Zoë"}')], '{"name":"Zoë"}'],
  [
    'in parts that cut a letter',
    ['1\r\n', Buffer.from([0xc3]), '\r\n1\r\n', Buffer.from([0xab]), '\r\n'],
    'ë'
  ],
  ['that is empty', [], '']
])('a body %s of unknown length is complete at its end', async (_, parts, text) => {
  const { socket, first, begin } = await open()
  await begin('Transfer-Encoding: chunked')
  for (const part of parts) socket.write(part)
  socket.write(LAST)
  expect(String(await first)).toBe(text)
})

test('a request without a body has an empty one', async () => {
  const { first, begin } = await open()
  await begin('Content-Length: 0')
  expect(await first).toEqual(Buffer.alloc(0))
})

test('a body of the maximum size is read, and one byte more is too large', async () => {
  const fits = await open({ most: 10 })
  await fits.begin('Transfer-Encoding: chunked')
  fits.socket.write(chunk('01234') + chunk('56789') + LAST)
  expect(String(await fits.first)).toBe('0123456789')
  const exceeds = await open({ most: 10 })
  await exceeds.begin('Transfer-Encoding: chunked')
  exceeds.socket.write(chunk('01234') + chunk('567890') + LAST)
  expect(await exceeds.first).toBe('too-large')
})

test('a body that is too large is reported at once, takes no budget, and is read no further', async () => {
  const held: number[] = []
  const { socket, first, told, begin } = await open({
    most: 10,
    hold: bytes => {
      held.push(bytes)
      return true
    }
  })
  const request = await begin('Transfer-Encoding: chunked')
  socket.write(chunk('0123'))
  await once(request, 'data')
  socket.write(chunk('456789 and more'))
  expect(await first).toBe('too-large')
  expect(held).toEqual([4])
  expect(request.isPaused()).toBe(true)
  socket.destroy()
  await closed(request)
  expect(told).toEqual(['too-large'])
})

test('each part takes budget, and the first that finds none ends the reading', async () => {
  const held: number[] = []
  const { socket, first, told, begin } = await open({
    hold: bytes => {
      held.push(bytes)
      return held.length < 3
    }
  })
  const request = await begin('Transfer-Encoding: chunked')
  for (const part of ['one', 'and two', 'and three']) {
    const isRead = once(request, 'data')
    socket.write(chunk(part))
    await isRead
  }
  expect(await first).toBe('no-room')
  expect(held).toEqual([3, 7, 9])
  expect(request.isPaused()).toBe(true)
  socket.destroy()
  await closed(request)
  expect(told).toEqual(['no-room'])
})

test.each([
  ['before its length is reached', 'Content-Length: 100', 'only this'],
  ['before its last part', 'Transfer-Encoding: chunked', chunk('only this')],
  ['before any of it', 'Content-Length: 100', '']
])(
  'a body that its sender cuts off %s is reported as gone, and never as complete',
  async (_, framing, sent) => {
    const { socket, first, told, begin } = await open()
    const request = await begin(framing)
    if (sent !== '') {
      const isRead = once(request, 'data')
      socket.write(sent)
      await isRead
    }
    socket.destroy()
    expect(await first).toBe('gone')
    await closed(request)
    expect(told).toEqual(['gone'])
  }
)

test('a body with invalid chunks is reported as gone', async () => {
  const { socket, first, begin } = await open()
  await begin('Transfer-Encoding: chunked')
  socket.write('no length at all\r\n')
  expect(await first).toBe('gone')
})
