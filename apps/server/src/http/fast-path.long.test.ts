import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { FastPathAnswers } from './fast-path-connection.ts'
import { type HttpServer, type HttpTimeouts, openHttpServer } from './http-server.ts'
import { respond, type Written } from './written.ts'

const host = 'Host: acme.example'

/** Returns the text of a request with its number as the body. */
const plain = (number: number, path = '/e/x'): string =>
  `POST ${path} HTTP/1.1\r\n${host}\r\nContent-Length: ${String(number).length}\r\n\r\n${number}`

const written = (body: string, over: Partial<Written> = {}): Written => ({
  status: 200,
  lines: ['content-length', String(Buffer.byteLength(body)), 'x-way', 'short'],
  body,
  closes: false,
  ...over
})

const echo: FastPathAnswers['listener'] = ({ body }, _, reply) => reply(written(body.toString()))

/** Creates a promise that the test resolves. */
const openGate = () => {
  let open = (): void => undefined
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open }
}

/**
 * Creates a handler that echoes bodies once the test opens `answer`. `asked` resolves on the first request.
 */
const answerLater = () => {
  const asked = openGate()
  const answer = openGate()
  const listener: FastPathAnswers['listener'] = (request, peer, reply) => {
    asked.open()
    void answer.opened.then(() => echo(request, peer, reply))
  }
  return { asked, answer, listener }
}

/**
 * Starts a server whose fallback echoes each body with the header `x-way: long`. The fast path uses
 * `listener`.
 */
const openServer = async (
  listener: FastPathAnswers['listener'] = echo,
  patience?: HttpTimeouts,
  beforeLong: Promise<void> = Promise.resolve()
): Promise<HttpServer> => {
  const clock = () => Date.UTC(2026, 0, 1)
  const server = await openHttpServer({ port: 0, host: '127.0.0.1', clock, ...(patience && { patience }) })
  onTestFinished(server.close)
  server.answerWith(
    async (request, response) => {
      const body = Buffer.concat(await request.toArray())
      await beforeLong
      response.writeHead(200, { 'content-length': body.length, 'x-way': 'long' }).end(body)
    },
    { isFor: url => url.startsWith('/e/'), listener }
  )
  return server
}

/**
 * Opens a connection and collects its responses, until the last response has arrived or the connection is
 * closed.
 */
const enter = (server: Pick<HttpServer, 'url'>) => {
  const { hostname, port } = new URL(server.url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  const pieces: string[] = []
  socket.setEncoding('latin1').on('data', piece => void pieces.push(String(piece)))
  socket.on('error', () => undefined)
  const until = async (text: string): Promise<string> => {
    // To look through all for each piece would take seconds; as many pieces as it has signs hold what is torn between two.
    let seen = 0
    while (
      !pieces
        .slice(Math.max(0, seen - text.length))
        .join('')
        .includes(text)
    ) {
      seen = pieces.length
      await once(socket, 'data')
    }
    return pieces.join('')
  }
  const ended = async (): Promise<string> => {
    if (!socket.readableEnded) await once(socket, 'end')
    return pieces.join('')
  }
  return { socket, until, ended }
}

/** Returns the path (`short` for the fast path, `long` for the fallback) and the body of each response. */
const waysIn = (heard: string): string[] =>
  [...heard.matchAll(/x-way: (\w+)[\s\S]*?\r\n\r\n([^H]*)/g)].map(([, way, body]) => `${way} ${body}`)

/** Number of event loop turns for accepting a local connection and reading its first data. */
const TURNS = 20

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise(resolve => setImmediate(resolve))
}

/** Sends a text and waits until the server has read it, so that it is a separate segment. */
const send = async (socket: Socket, text: string): Promise<void> => {
  await new Promise<void>(resolve => socket.write(text, () => resolve()))
  await turns(TURNS)
}

describe('single-segment requests', () => {
  test('are answered one after the other on one connection', async () => {
    const { socket, until } = enter(await openServer())
    for (const number of [1, 2, 3]) {
      socket.write(plain(number))
      await until(`\r\n\r\n${number}`)
    }
    expect(waysIn(await until('\r\n\r\n3'))).toEqual(['short 1', 'short 2', 'short 3'])
  })

  test('get the same answer as from node:http', async () => {
    const server = createServer((request, response) => {
      request.resume()
      respond(response, written('1'))
    })
    server.maxRequestsPerSocket = 1_000
    server.listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const answers = []
    for (const server of [await openServer(), { url: `http://127.0.0.1:${port}` }]) {
      const { socket, until } = enter(server)
      socket.write(plain(1))
      answers.push((await until('\r\n\r\n1')).replace(/Date: .* GMT/, 'Date: now'))
    }
    expect(answers[0]).toContain('Date: now')
    expect(answers[0]).toBe(answers[1])
  })

  test('are answered with a Date header', async () => {
    const { socket, until } = enter(await openServer())
    socket.write(plain(1))
    expect(await until('\r\n\r\n1')).toContain('\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\n')
  })

  test('wait while the request before them is being answered', async () => {
    const { asked, answer, listener } = answerLater()
    const { socket, until } = enter(await openServer(listener))
    await send(socket, plain(1))
    await asked.opened
    await send(socket, plain(2))
    answer.open()
    expect(waysIn(await until('\r\n\r\n2'))).toEqual(['short 1', 'short 2'])
  })

  test('of a sender that has closed its side are answered, and then the connection ends', async () => {
    const { socket, ended } = enter(await openServer())
    socket.end(plain(1))
    expect(waysIn(await ended())).toEqual(['short 1'])
  })

  test('are limited to a thousand per connection, which then ends', async () => {
    const { socket, until, ended } = enter(await openServer())
    for (let number = 1; number <= 1_000; number++) {
      socket.write(plain(number))
      await until(`\r\n\r\n${number}`)
    }
    const heard = await ended()
    expect(waysIn(heard)).toHaveLength(1_000)
    expect(heard.match(/Connection: close/g)).toHaveLength(1)
  })

  test('are not read while the previous answer is unread', async () => {
    const large = 'a'.repeat(16 * 1_048_576)
    const asked: string[] = []
    const { socket, until } = enter(
      await openServer(({ body }, _, reply) => {
        asked.push(body.toString())
        reply(written(`${body} ${large} ${body} is whole.`))
      })
    )
    socket.pause()
    await send(socket, plain(1))
    await send(socket, plain(2))
    await turns(100)
    expect(asked).toEqual(['1'])
    socket.resume()
    const heard = await until('2 is whole.')
    expect(heard).toContain(`\r\n\r\n1 ${large} 1 is whole.HTTP/1.1`)
    expect(heard).toContain(`\r\n\r\n2 ${large} 2 is whole.`)
  })

  test('are answered once, and later replies are ignored', async () => {
    const { socket, until } = enter(
      await openServer(({ body }, _, reply) => {
        reply(written(body.toString()))
        reply(written('again'))
      })
    )
    for (const number of [1, 2]) {
      socket.write(plain(number))
      await until(`\r\n\r\n${number}`)
    }
    expect(waysIn(await until('\r\n\r\n2'))).toEqual(['short 1', 'short 2'])
  })

  test('that came before the sender closed its side are answered', async () => {
    const { asked, answer, listener } = answerLater()
    const { socket, ended } = enter(await openServer(listener))
    await send(socket, plain(1))
    await asked.opened
    socket.end(plain(2))
    await turns(TURNS)
    answer.open()
    expect(waysIn(await ended())).toEqual(['short 1', 'short 2'])
  })
})

test('a sender that keeps sending while its answer is pending is paused', async () => {
  const asked = openGate()
  const { socket } = enter(await openServer(() => asked.open()))
  await send(socket, plain(1))
  await asked.opened
  // More than the buffers of a connection hold.
  socket.write('a'.repeat(64 * 1_048_576))
  await turns(3_000)
  expect(socket.writableLength).toBeGreaterThan(0)
})

describe('a connection stays on the fallback', () => {
  test.each<[string, string[], string[]]>([
    ['at a request for something else', [plain(1, '/api')], ['long 1']],
    ['at a request in two pieces', [plain(1).slice(0, 20), plain(1).slice(20)], ['long 1']],
    ['at a body that comes behind its head', [plain(1).slice(0, -1), '1'], ['long 1']],
    [
      'behind plain requests',
      [plain(1), plain(2, '/api'), plain(3), plain(4)],
      ['short 1', 'long 2', 'long 3', 'long 4']
    ],
    ['at two requests in one piece', [plain(1) + plain(2), plain(3)], ['long 1', 'long 2', 'long 3']]
  ])('%s', async (_, pieces, ways) => {
    const { socket, until } = enter(await openServer())
    for (const [at, piece] of pieces.entries()) {
      await send(socket, piece)
      const whole = pieces.slice(0, at + 1).join('')
      if (whole.endsWith(`\r\n\r\n${whole.at(-1)}`)) await until(`\r\n\r\n${whole.at(-1)}`)
    }
    const last = ways.at(-1)?.at(-1)
    expect(waysIn(await until(`\r\n\r\n${last}`))).toEqual(ways)
  })

  test('when its request comes before the listener is set', async () => {
    const server = await openHttpServer({ port: 0, host: '127.0.0.1', clock: () => 0 })
    onTestFinished(server.close)
    const { socket, until } = enter(server)
    await send(socket, plain(1))
    server.answerWith(
      (_request, response) => response.writeHead(200, { 'content-length': 5, 'x-way': 'long' }).end('later'),
      {
        isFor: () => true,
        listener: echo
      }
    )
    expect(waysIn(await until('later'))).toEqual(['long later'])
  })
})

describe('a connection ends', () => {
  const patience = { headers: 400, request: 400, check: 50, between: 100 }

  test('when no request comes', async () => {
    const { ended } = enter(await openServer(echo, patience))
    expect(await ended()).toBe('')
  })

  test('when no further request comes', async () => {
    const { socket, ended } = enter(await openServer(echo, { ...patience, headers: 60_000, request: 60_000 }))
    socket.write(plain(1))
    expect(waysIn(await ended())).toEqual(['short 1'])
  })

  test('never while its answer is pending', async () => {
    const { asked, answer, listener } = answerLater()
    const { socket, ended } = enter(await openServer(listener, patience))
    socket.write(plain(1))
    await asked.opened
    // A silent connection that came later is given up meanwhile, after more time.
    await enter(await openServer(echo, { ...patience, headers: 3_000, request: 3_000 })).ended()
    answer.open()
    expect(waysIn(await ended())).toEqual(['short 1'])
  })

  test('never while the fallback answers', async () => {
    const past = openGate()
    const { socket, until } = enter(await openServer(echo, patience, past.opened))
    socket.write(plain(1, '/api'))
    await enter(await openServer(echo, { ...patience, headers: 3_000, request: 3_000 })).ended()
    past.open()
    expect(waysIn(await until('\r\n\r\n1'))).toEqual(['long 1'])
  })

  test('when the answer closes it, and later requests on it are not read', async () => {
    const asked: string[] = []
    const { socket, ended } = enter(
      await openServer(({ body }, _peer, reply) => {
        asked.push(body.toString())
        reply(written('no', { closes: true }))
      })
    )
    await send(socket, plain(1))
    await send(socket, plain(2))
    expect(waysIn(await ended())).toEqual(['short no'])
    expect(asked).toEqual(['1'])
    // Nor are later bytes read: the socket ends with an error.
    while (!socket.destroyed) await send(socket, 'a')
  })

  test('after its first request when that comes after the server is shut', async () => {
    const server = await openServer()
    const { socket, ended } = enter(server)
    await once(socket, 'connect')
    await turns(TURNS)
    server.shut()
    socket.write(plain(1))
    const heard = await ended()
    expect(waysIn(heard)).toEqual(['short 1'])
    expect(heard).toContain('Connection: close')
  })

  test('at once when it is idle and the server is shut, and after its pending answer otherwise', async () => {
    const asked = openGate()
    const past = openGate()
    const server = await openServer((request, peer, reply) => {
      if (request.body.toString() === '1') echo(request, peer, reply)
      else {
        asked.open()
        void past.opened.then(() => echo(request, peer, reply))
      }
    })
    const idle = enter(server)
    idle.socket.write(plain(1))
    await idle.until('\r\n\r\n1')
    const asking = enter(server)
    asking.socket.write(plain(2))
    await asked.opened
    server.shut()
    expect(waysIn(await idle.ended())).toEqual(['short 1'])
    past.open()
    expect(waysIn(await asking.ended())).toEqual(['short 2'])
  })
})

test('an answer with an invalid header throws, and another answer can be sent', async () => {
  const { socket, until } = enter(
    await openServer(({ body }, _, reply) => {
      expect(() => reply(written('', { lines: ['x-way', 'a\r\nb: c'] }))).toThrow()
      reply(written(body.toString()))
    })
  )
  socket.write(plain(1))
  expect(waysIn(await until('\r\n\r\n1'))).toEqual(['short 1'])
})

test('node:http answers every request when the fast path is off', async () => {
  const server = await openHttpServer({ port: 0, host: '127.0.0.1', clock: Date.now, fastPath: false })
  onTestFinished(server.close)
  server.answerWith((_request, response) => void response.writeHead(200, { 'x-way': 'long' }).end(), {
    isFor: () => true,
    listener: echo
  })
  const answer = await fetch(`${server.url}/e/x`, { method: 'POST', body: '1' })
  expect(answer.headers.get('x-way')).toBe('long')
})
