import { connect, type Socket } from 'node:net'

/** A slow connection that has ended. */
export interface Ended {
  /** Kind of its slowness. */
  part: 'head' | 'body'
  /** Time for which it was open. */
  seconds: number
  /** False for one that was still open when the dripping was stopped. */
  byServer: boolean
}

interface Drip {
  part: 'head' | 'body'
  localAddress: string
  /** Connection; null when it is to be opened. */
  socket: Socket | null
  /** Bytes not sent yet. */
  rest: string
}

/** Interval between the bytes of a connection, in milliseconds; the connections are spread over it. */
const everyMs = 1_000
const turns = 20

/**
 * Loopback addresses that the connections come from. The server shares its sockets among networks, and one network alone
 * gets half of them.
 */
const senders = Array.from({ length: 10 }, (_, index) => `127.0.1.${index + 1}`)

/** Polling interval until all connections are closed, in milliseconds. */
const lookMs = 100

/**
 * Keeps connections open that send a byte a second: half of them within the head, the others within the body. One that
 * the server closes is opened again.
 *
 * @param given an Event URL on this machine, and how many at once
 * @returns `open` says how many are open; `stop` opens no more, continues with those that there are until the
 * server has closed them or that time is over, and gives all that there were
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
