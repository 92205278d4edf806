import { type Millis, SECOND } from '@hookwright/model'
import { overHttp } from '../testing/over-http.ts'
import type { FaultyRequest, Manner } from './bad-service.ts'

/** Returns the status line and headers of a 201 JSON response, with additional header lines. */
export const head = (...lines: string[]): string =>
  `${['HTTP/1.1 201 Created', 'content-type: application/json', ...lines].join('\r\n')}\r\n\r\n`

/** Executes the request and writes exactly these parts to the socket. The connection stays open. */
export const sendParts =
  (...parts: (string | Buffer)[]): Manner =>
  ({ does, socket, holds }) => {
    does()
    for (const part of parts) socket.write(part)
    holds()
  }

/** Executes the request, writes exactly these parts to the socket, and closes the connection. */
export const closing =
  (...parts: (string | Buffer)[]): Manner =>
  ({ does, socket }) => {
    does()
    for (const part of parts) socket.write(part)
    socket.end()
  }

/** Executes the request and sends a 201 response with a changed body and additional headers. */
export const bodied =
  (change: (json: string) => string | Buffer, ...lines: string[]): Manner =>
  ({ does, socket }) => {
    const body = Buffer.from(change(does().json || '{}'))
    socket.write(head('connection: close', `content-length: ${body.length}`, ...lines))
    socket.end(body)
  }

/** Returns the JSON of an object with a member added in front. */
export const withMember = (json: string, member: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from('{'),
    Buffer.from(member),
    Buffer.from(json === '{}' ? '' : ','),
    Buffer.from(json.slice(1))
  ])

/** Refuses the request with this status and the text “It was not done.” */
export const refusing =
  (status: number, ...headers: [string, string][]): Manner =>
  ({ response }) => {
    response.writeHead(status, [['connection', 'close'], ...headers].flat())
    response.end('It was not done.')
  }

/** Redirects to another URL. */
export const redirecting = (status: number, location: string): Manner =>
  refusing(status, ['location', location])

/** Redirects a number of times, then responds correctly. */
export const chain =
  (status: number, length: number): Manner =>
  asked => {
    const at = Number(/^\/hop(\d+)$/.exec(asked.path)?.[1] ?? 0)
    if (at === length) asked.answers(asked.does())
    else redirecting(status, `/hop${at + 1}`)(asked)
  }

/** Executes the request and sends an endless response, one byte per second. */
export const drip = ({ does, socket, time, holds }: FaultyRequest): void => {
  does()
  socket.write(head('transfer-encoding: chunked'))
  holds()
  const next = (): void => {
    if (socket.destroyed) return
    socket.write('1\r\n{\r\n')
    time.after(SECOND, next)
  }
  next()
}

/** Executes the request immediately but responds after a delay. */
export const late =
  (at: Millis): Manner =>
  asked => {
    const answer = asked.does()
    asked.holds()
    asked.time.after(at, () => asked.answers(answer))
  }

/** Executes the request and sends 13 MB of a chunked response, which it never ends. */
export const chunks: Manner = ({ does, socket, holds }) => {
  does()
  socket.write(head('transfer-encoding: chunked'))
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`
  let left = 200
  const more = (): void => {
    if (left-- > 0 && socket.writable) socket.write(chunk, more)
    else holds()
  }
  more()
}

/** Sends a challenge to the Event URL. Returns true if the answer is correct. */
const ask = (url: string, token: string): Promise<boolean> =>
  overHttp(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ challenge: 'c1', token })
  }).then(({ status, text }) => status === 200 && text === 'c1')

/**
 * Sends challenges to the Event URL before it responds. Executes the request only if every answer is correct.
 */
export const asking =
  (times: number, tokenOf: (asked: FaultyRequest) => string): Manner =>
  asked => {
    if (asked.method !== 'POST') {
      asked.answers(asked.does())
      return
    }
    const questions = Array.from({ length: times }, () => ask(asked.eventUrl, tokenOf(asked)))
    void Promise.all(questions).then(answers => {
      if (answers.every(isRight => isRight)) asked.answers(asked.does())
      else refusing(400)(asked)
    })
  }
