import { connect, type Socket } from 'node:net'

/** Response read from a raw socket, limited to the parts that tests need. */
export interface RawAnswer {
  status: number
  head: string
  body: string
}

const readAnswer = (text: string): RawAnswer => {
  const end = text.indexOf('\r\n\r\n')
  const head = end < 0 ? text : text.slice(0, end)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: text.slice(end + 4) }
}

/** Sends these exact bytes to a server and returns its response until it closes the connection. */
export const sendRaw = (url: string, ...parts: (string | Uint8Array)[]): Promise<RawAnswer> =>
  answerTo(url, socket => {
    for (const part of parts) socket.write(part)
  })

/** Sends a whole request at once, half-closes the connection, and returns the response. */
export const sendWhole = (url: string, text: string): Promise<RawAnswer> =>
  answerTo(url, socket => {
    socket.end(text)
  })

const answerTo = (url: string, send: (socket: Socket) => void): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const chunks: Buffer[] = []
    socket.on('data', chunk => chunks.push(chunk))
    // A server that refuses a body closes while it still comes; its answer is what counts.
    socket.on('error', thrown => (chunks.length > 0 ? undefined : reject(thrown)))
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(readAnswer(Buffer.concat(chunks).toString('latin1'))))
    send(socket)
  })

/** Sends part of a request and disconnects as soon as it is written, ignoring any response. */
export const sendAndLeave = (url: string, part: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    socket.on('error', reject)
    socket.on('close', () => resolve())
    socket.write(part, () => socket.destroy())
  })

/** Returns the text of a request with `Connection: close`. Header lines are sent unchanged. */
export const requestText = (method: string, path: string, lines: string[], body = ''): string =>
  `${method} ${path} HTTP/1.1\r\n${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`
