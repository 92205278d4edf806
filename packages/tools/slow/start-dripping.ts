import { connect, type Socket } from 'node:net'

/** Slow connection that has ended. */
export interface Ended {
  /** Part of the request that is sent slowly. */
  part: 'head' | 'body'
  /** Time that the connection was open, in seconds. */
  seconds: number
  /** True if the server closed the connection; false if it was still open at the end. */
  byServer: boolean
}

interface Drip {
  part: 'head' | 'body'
  localAddress: string
  /** Socket of the connection; null while the connection must be opened again. */
  socket: Socket | null
  /** Part of the request that has not been sent yet. */
  rest: string
}

/**
 * Interval between the bytes of a connection, in milliseconds. The bytes of all connections are spread evenly
 * over `turns` turns.
 */
const everyMs = 1_000
const turns = 20

/**
 * Loopback addresses of the connections. Several are needed, since the server limits one network to half of
 * its sockets.
 */
const senders = Array.from({ length: 10 }, (_, index) => `127.0.1.${index + 1}`)

/** Interval at which the test checks whether all connections are closed, in milliseconds. */
const lookMs = 100

/**
 * Keeps connections open that send one byte per second: half of them within the head, the others within the
 * body. A connection that the server closes is opened again.
 *
 * @param given Event URL on this machine, and number of connections
 * @returns `open`, which returns the number of open connections, and `stop`. `stop` opens no more
 * connections, continues with the open ones until the server has closed them or the time is over, and returns
 * all ended connections.
 */
export function startDripping({ url, count }: { url: string; count: number }): {
  open: () => number
  stop: (withinMs: number) => Promise<Ended[]>
} {
  const { hostname, port, host, pathname } = new URL(url)
  const head = `POST ${pathname} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`
  const ended: Ended[] = []
  const drips: Drip[] = Array.from({ length: count }, (_, index) => ({
    part: index % 2 === 0 ? 'head' : 'body',
    localAddress: senders[index % senders.length] ?? '127.0.0.1',
    socket: null,
    rest: ''
  }))
  let opensAnew = true
  let isOver = false

  const open = (drip: Drip) => {
    const socket = connect({ port: Number(port), host: hostname, localAddress: drip.localAddress })
    let since = performance.now()
    drip.socket = socket
    drip.rest = drip.part === 'head' ? head : ' '.repeat(1000)
    if (drip.part === 'body') socket.write(head)
    socket.on('connect', () => {
      since = performance.now()
    })
    // What the server says is not listened to, and that it closes is what is waited for.
    socket.on('data', () => undefined).on('error', () => undefined)
    socket.on('close', () => {
      drip.socket = null
      ended.push({ part: drip.part, seconds: (performance.now() - since) / 1_000, byServer: !isOver })
    })
  }

  const next = (drip: Drip) => {
    if (drip.socket === null) {
      if (opensAnew) open(drip)
      return
    }
    drip.socket.write(drip.rest.slice(0, 1))
    drip.rest = drip.rest.slice(1)
  }

  let turn = 0
  const timer = setInterval(() => {
    turn = (turn + 1) % turns
    for (let index = turn; index < drips.length; index += turns) {
      const drip = drips[index]
      if (drip !== undefined) next(drip)
    }
  }, everyMs / turns)

  const openNow = () => drips.filter(({ socket }) => socket !== null).length
  return {
    open: openNow,
    stop: withinMs => {
      opensAnew = false
      const until = performance.now() + withinMs
      return new Promise(resolve => {
        const look = setInterval(() => {
          if (openNow() > 0 && performance.now() < until) return
          clearInterval(look)
          clearInterval(timer)
          isOver = true
          const left = drips.flatMap(({ socket }) => (socket === null ? [] : [socket]))
          const closed = left.map(socket => new Promise(tell => socket.once('close', tell).destroy()))
          void Promise.all(closed).then(() => resolve(ended))
        }, lookMs)
      })
    }
  }
}
