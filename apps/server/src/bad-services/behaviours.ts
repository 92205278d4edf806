import { gzipSync } from 'node:zlib'
import { type Millis, SECOND } from '@hookwright/model'
import type { BadService, Manner, Method, Reached } from './bad-service.ts'
import {
  asking,
  bodied,
  chain,
  chunks,
  closing,
  drip,
  head,
  late,
  redirecting,
  refusing,
  saying,
  withMember
} from './manners.ts'

/** How turning on may come out, and what may be left of turning off. */
export type On = 'on' | 'refused' | 'uncertain' | 'timed-out'
export type Off = 'nothing is left' | 'an entry is open'

/** How an act comes out under a behaviour. */
interface Expected<How> {
  ends: How
  /** Words of the error; none for an act that succeeds. */
  says?: string
  /** How long the act takes, where that is known; in milliseconds. */
  takes?: Millis
  /** What it made is taken back by itself, since it came too late. */
  undone?: true
}

/** One way to be a bad service, and what has to become of it. */
export interface Behaviour {
  name: string
  reached?: Reached
  /** On which requests it misbehaves, if not on the one that the act is about. */
  on?: Method[]
  acts?: Manner
  /** How it turns bad, where that is no matter of answers. */
  turns?: (service: BadService) => Promise<void> | void
  /** How long a card waits for an answer, if not 30 seconds. */
  timeoutSeconds?: 60
  /** The flow is on only when the service has sent something to the Event URL. */
  proves?: true
  /** A deregistration flow that takes a 404 for a success. */
  forgives?: true
  /** Null where the act is not tried. */
  turnOn: Expected<On> | null
  turnOff: Expected<Off> | null
  /** True when it takes what nobody waits for with real time: connecting, ten seconds of it. */
  isSlow?: true
}

const entry = (says: string, takes?: Millis): Expected<Off> => ({
  ends: 'an entry is open',
  says,
  ...(takes === undefined ? {} : { takes })
})
const fine = { turnOn: { ends: 'on' }, turnOff: { ends: 'nothing is left' } } as const

/** It was done, and then it went wrong: turning on may have left something. */
const doneAnd = (says: string, takes?: Millis): Pick<Behaviour, 'turnOn' | 'turnOff'> => ({
  turnOn: { ends: 'uncertain', says, ...(takes === undefined ? {} : { takes }) },
  turnOff: entry(says, takes)
})
/** It was not done, and that is sure. */
const notDone = (says: string): Pick<Behaviour, 'turnOn' | 'turnOff'> => ({
  turnOn: { ends: 'refused', says },
  turnOff: entry(says)
})

const brokeOff = 'the service broke off the connection'
const half = 30 * SECOND
const whole = 60 * SECOND
const inTenYears = new Date(Date.now() + 3_650 * 24 * 3_600_000).toUTCString()
const redirected = 'a redirect to /elsewhere'

/** Every way to be bad that services are known for, and some that end well. */
export const behaviours: Behaviour[] = [
  { name: 'accepts and never answers', acts: saying(), ...doneAnd('within 30 seconds', half) },
  {
    name: 'accepts and never answers, to a card that waits for a minute',
    acts: saying(),
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
    acts: saying(head('content-length: 2', 'content-length: 3'), '{}'),
    ...doneAnd('does not have the length that it says')
  },
  {
    name: 'says a length that is too great',
    acts: saying(head('content-length: 90'), '{}'),
    ...doneAnd('within 30 seconds', half)
  },
  {
    name: 'says a length that is too small',
    acts: saying(head('content-length: 3', 'connection: close'), '{"id":"hook1"}'),
    ...doneAnd('cannot be read as such')
  },
  {
    name: 'sends chunks without an end',
    acts: saying(head('transfer-encoding: chunked'), '2\r\n{}\r\n'),
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
    acts: bodied(() => gzipSync(Buffer.alloc(50_000_000)), 'content-encoding: gzip'),
    ...doneAnd('more than 10000000 bytes')
  },
  {
    name: 'sets 50 cookies of 8 KB',
    acts: saying(head('content-length: 2', ...Array(50).fill(`set-cookie: ${'x'.repeat(8_000)}`)), '{}'),
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
  },
  ...[301, 302, 303, 307, 308].flatMap((status): Behaviour[] => [
    {
      name: `answers ${status} to what changes something`,
      acts: redirecting(status, '/elsewhere'),
      turnOn: { ends: 'uncertain', says: redirected },
      turnOff: entry(redirected)
    },
    {
      name: `redirects with ${status} three times`,
      on: ['GET'],
      acts: chain(status, 3),
      ...fine
    }
  ]),
  {
    name: 'redirects six times',
    on: ['GET'],
    acts: chain(302, 6),
    turnOn: { ends: 'refused', says: 'redirects more than 5 times' },
    turnOff: null
  },
  {
    name: 'redirects in a loop',
    on: ['GET'],
    acts: redirecting(307, '/account'),
    turnOn: { ends: 'refused', says: 'redirects more than 5 times' },
    turnOff: null
  },
  {
    name: 'redirects to the metadata of a cloud',
    on: ['GET'],
    acts: redirecting(302, 'http://169.254.169.254/latest/meta-data/'),
    turnOn: { ends: 'refused', says: '169.254.169.254 is private' },
    turnOff: null
  },
  {
    name: 'redirects from https to http',
    reached: 'by TLS',
    on: ['GET'],
    acts: redirecting(301, 'http://acme.example/account'),
    turnOn: { ends: 'refused', says: 'from https to plain http' },
    turnOff: null
  },
  ...[401, 403, 404, 409, 410, 422, 429, 500, 503].map(
    (status): Behaviour => ({
      name: `answers ${status}`,
      acts: refusing(status),
      ...notDone(`was answered with ${status}`)
    })
  ),
  ...[
    ['in 30 seconds', '30'],
    ['at a date', new Date(Date.now() + 60_000).toUTCString()],
    ['in the past', new Date(0).toUTCString()],
    ['in ten years', inTenYears]
  ].map(
    ([when = '', value = '']): Behaviour => ({
      name: `answers 429, to be asked again ${when}`,
      acts: refusing(429, ['retry-after', value]),
      ...notDone('was answered with 429')
    })
  ),
  ...[502, 504].map(
    (status): Behaviour => ({
      name: `answers ${status} for a service that did it`,
      acts: asked => {
        asked.does()
        refusing(status)(asked)
      },
      ...doneAnd(`was answered with ${status}`)
    })
  ),
  {
    name: 'shows a certificate that has expired',
    reached: 'by TLS',
    turns: service => service.show('expired'),
    ...notDone('has expired')
  },
  {
    name: 'shows a certificate for another name',
    reached: 'by TLS',
    turns: service => service.show('for another name'),
    ...notDone('for another host name')
  },
  {
    name: 'shows a certificate that it signed itself',
    reached: 'by TLS',
    turns: service => service.show('signed by itself'),
    ...notDone('signed its certificate itself')
  },
  {
    name: 'has a name that does not exist',
    reached: 'by name',
    turns: service =>
      service.nameIs(() => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))),
    ...notDone('no host of that name')
  },
  {
    name: 'has a name that nobody answers for',
    reached: 'by name',
    turns: service => service.nameIs(() => new Promise(() => {})),
    isSlow: true,
    ...notDone('no connection came about in time')
  },
  {
    name: 'has a name that is looked up slowly',
    reached: 'by name',
    turns: service => {
      service.nameIs(
        () => new Promise(resolve => setTimeout(() => resolve([{ address: '127.0.0.1', family: 4 }]), 300))
      )
    },
    ...fine
  },
  { name: 'is there by IPv6 only', reached: 'by IPv6', ...fine },
  { name: 'is away', turns: service => service.leave(), ...notDone('the connection was refused') },
  {
    name: 'resets the connection before it does anything',
    acts: ({ socket }) => socket.resetAndDestroy(),
    ...doneAnd(brokeOff)
  },
  {
    name: 'speaks HTTP/2 only',
    reached: 'by TLS',
    turns: service => service.speakHttp2(),
    ...notDone('no secure connection came about')
  },
  {
    name: 'sends 1xx without end',
    acts: saying('HTTP/1.1 102 Processing\r\n\r\n'.repeat(50)),
    ...doneAnd('within 30 seconds', half)
  },
  {
    name: 'sends twenty 1xx, then its answer',
    acts: asked => {
      asked.socket.write('HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(20))
      bodied(json => json)(asked)
    },
    ...fine
  },
  {
    name: 'sends its headers twice',
    acts: bodied(json => json, 'x-acme: 1', 'X-Acme: 2', 'date: now', 'date: then'),
    ...fine
  },
  {
    name: 'does it, and its answer is lost',
    acts: ({ does, socket }) => {
      does()
      socket.resetAndDestroy()
    },
    ...doneAnd(brokeOff)
  },
  {
    name: 'does it, and does not say the id',
    acts: bodied(() => '{"ok":true}'),
    turnOn: { ends: 'uncertain', says: 'without an id' },
    turnOff: { ends: 'nothing is left' }
  },
  {
    name: 'never sends its handshake',
    proves: true,
    acts: asked => {
      asked.answers(asked.does())
      asked.holds()
    },
    turnOn: {
      ends: 'timed-out',
      says: 'sent nothing to the Event URL within 60 seconds',
      takes: whole,
      undone: true
    },
    turnOff: null
  },
  { name: 'sends its handshake twice', acts: asking(2, ({ token }) => token), ...fine },
  {
    name: 'sends its handshake with a wrong key',
    acts: asking(1, () => 'another'),
    turnOn: { ends: 'refused', says: 'was answered with 400' },
    turnOff: null
  },
  {
    name: 'answers 404 to a deregistration, since it is gone',
    acts: asked => {
      asked.does()
      refusing(404)(asked)
    },
    turnOn: null,
    turnOff: entry('was answered with 404')
  },
  {
    name: 'answers 404 to a deregistration that takes it for done',
    forgives: true,
    acts: asked => {
      asked.does()
      refusing(404)(asked)
    },
    turnOn: null,
    turnOff: { ends: 'nothing is left' }
  },
  {
    name: 'hangs at a deregistration',
    acts: ({ holds }) => holds(),
    timeoutSeconds: 60,
    turnOn: null,
    turnOff: entry('within 60 seconds', whole)
  }
]
