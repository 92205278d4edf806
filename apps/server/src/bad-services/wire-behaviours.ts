import { gzipSync } from 'node:zlib'
import { SECOND } from '@hookwright/model'
import { type Behaviour, doneAnd, entry, fine } from './behaviour.ts'
import { bodied, chunks, closing, drip, head, late, sendParts, withMember } from './manners.ts'

const brokeOff = 'the service closed the connection'
const half = 30 * SECOND
const whole = 60 * SECOND

/** A gzip bomb: 30 MB in 30 KB. */
const bomb = gzipSync(Buffer.alloc(30_000_000))

/** Behaviours on the wire: late responses, truncated responses, and invalid JSON. */
export const wireBehaviours: Behaviour[] = [
  { name: 'accepts and never answers', acts: sendParts(), ...doneAnd('within 30 seconds', half) },
  {
    name: 'accepts and never answers, to a card that waits for a minute',
    acts: sendParts(),
    timeoutSeconds: 60,
    turnOn: { ends: 'timed-out', says: 'within 60 seconds', takes: whole },
    turnOff: entry('within 60 seconds', whole)
  },
  {
    name: 'answers after 61 s',
    acts: late(61 * SECOND),
    timeoutSeconds: 60,
    turnOn: { ends: 'timed-out', says: 'within 60 seconds', takes: whole },
    turnOff: entry('within 60 seconds', whole)
  },
  {
    name: 'answers 61 s after the registration began',
    on: ['GET', 'POST', 'DELETE'],
    acts: asked => (asked.method === 'GET' ? late(5 * SECOND)(asked) : late(56 * SECOND)(asked)),
    timeoutSeconds: 60,
    turnOn: { ends: 'timed-out', says: 'within 60 seconds', takes: whole, undone: true },
    turnOff: { ends: 'nothing is left', takes: 56 * SECOND }
  },
  { name: 'sends 1 byte/s', acts: drip, ...doneAnd('within 30 seconds', half) },
  { name: 'closes mid-header', acts: closing('HTTP/1.1 201 Created\r\ncontent-'), ...doneAnd(brokeOff) },
  { name: 'closes mid-body', acts: closing(head('content-length: 90'), '{"id":'), ...doneAnd(brokeOff) },
  {
    name: 'says two lengths',
    acts: sendParts(head('content-length: 2', 'content-length: 3'), '{}'),
    ...doneAnd('does not match its Content-Length')
  },
  {
    name: 'says a length that is too great',
    acts: sendParts(head('content-length: 90'), '{}'),
    ...doneAnd('within 30 seconds', half)
  },
  {
    name: 'says a length that is too small',
    acts: sendParts(head('content-length: 3', 'connection: close'), '{"id":"hook1"}'),
    ...doneAnd('that cannot be read')
  },
  {
    name: 'sends chunks without an end',
    acts: sendParts(head('transfer-encoding: chunked'), '2\r\n{}\r\n'),
    ...doneAnd('within 30 seconds', half)
  },
  {
    name: 'answers 200 with HTML',
    acts: ({ does, socket }) => {
      does()
      socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 4\r\n\r\n<h1>')
    },
    ...doneAnd('text/html')
  },
  { name: 'answers with more than 10 MB', acts: chunks, ...doneAnd('more than 10000000 bytes') },
  {
    name: 'answers with a gzip bomb',
    acts: bodied(() => bomb, 'content-encoding: gzip'),
    ...doneAnd('more than 10000000 bytes')
  },
  {
    name: 'sets 50 cookies of 8 KB',
    acts: sendParts(head('content-length: 2', ...Array(50).fill(`set-cookie: ${'x'.repeat(8_000)}`)), '{}'),
    ...doneAnd('larger than 16 KB')
  },
  {
    name: 'answers with bytes that are no UTF-8',
    acts: bodied(json =>
      withMember(json, Buffer.concat([Buffer.from('"by":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"')]))
    ),
    ...fine
  },
  { name: 'answers with a byte order mark', acts: bodied(json => `\uFEFF${json}`), ...fine },
  {
    name: 'answers with JSON that is 100,000 deep',
    acts: bodied(json => withMember(json, `"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}`)),
    ...doneAnd('nested')
  }
]
