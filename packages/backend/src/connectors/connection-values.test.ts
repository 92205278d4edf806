import { cardOf, flowOf } from '@hookwright/engine/testing'
import {
  type Authentication,
  blankReceiving,
  type Fault,
  type HandshakeRule,
  noAuthentication,
  type Scheme
} from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { secretsOf } from '../authorization/secrets-of.ts'
import { openForTest, type TestBackend } from '../testing/open-backend.ts'

let one: TestBackend
beforeEach(async () => {
  one = await openForTest()
})

const field = (id: string, label: string) => ({ id, label, entry: 'password', required: false }) as const
const authentication: Authentication = {
  ...noAuthentication,
  kind: 'custom',
  fields: [field('events', 'Event key'), field('handshake', 'Handshake key'), field('api', 'API key')],
  placement: {
    kind: 'header',
    name: 'X-Key',
    value: { kind: 'pill', card: 'connection', field: 'api', path: [] }
  }
}

const scheme: Scheme = {
  id: 'sign',
  algorithm: 'hmac-sha256',
  key: { from: 'connection', field: 'events', decode: 'text' },
  content: '{body|sha256-hex}',
  signature: { from: 'header', name: 'x-signature', split: '', prefix: '', encoding: 'hex' },
  time: null,
  also: []
}
const handshake: HandshakeRule = {
  id: 'challenge',
  when: [{ of: '{method}', is: 'equal', text: 'GET' }],
  verified: false,
  phase: 'always',
  key: { from: 'connection', field: 'handshake', decode: 'text' },
  require: [],
  unmetStatus: 403,
  capture: [],
  respond: { status: 200, headers: [], body: { is: 'text', text: '{query.token|hmac-sha256-hex}' } },
  confirm: null
}

let made = 0
const newName = (): string => `Acme ${++made}`

const saving = async (content: string, values: Record<string, string>) => {
  const { id: connectorId } = await one.backend.connectors.create({ name: newName(), description: '' })
  await one.backend.connectors.authenticate(connectorId, authentication)
  const receiving = { ...blankReceiving, verify: [{ ...scheme, content }], handshake: [handshake] }
  const event = { options: [], registrationFlowId: null, deregistrationFlowId: null, receiving }
  const doc = flowOf(cardOf('webhook-event', 'start', event))
  await one.backend.flows.create({ connectorId, ownerId: 'uma', name: 'Told', doc })
  const create = () =>
    one.backend.connections.create({ connectorId, purpose: 'test', ownerId: 'uma', name: 'Mine', values })
  return create().then(
    () => ({ code: 'saved', message: '' }),
    ({ code, message }: Fault) => ({ code, message })
  )
}

// review: services 2
test('a connection with one key in two fields is refused if the handshake could then sign events', async () => {
  const hashed = '{body|sha256-hex}'
  expect(await saving(hashed, { events: 'same', handshake: 'same' })).toEqual({
    code: 'connection.same-key',
    message: expect.stringContaining('The fields “Handshake key” and “Event key” hold the same key')
  })
  const oneOfTwo = await saving(hashed, { events: 'old\nsame', handshake: 'same' })
  expect(oneOfTwo.code).toBe('connection.same-key')
  expect((await saving(hashed, { events: 'one', handshake: 'another' })).code).toBe('saved')
  // What a handshake signs is too short for an event that is signed as a whole.
  expect((await saving('{body}', { events: 'same', handshake: 'same' })).code).toBe('saved')
})

// review: services 4
test('a key field accepts several lines, and a value that is sent with requests accepts one', async () => {
  expect((await saving('{body}', { events: 'new key\nold key' })).code).toBe('saved')
  expect(await saving('{body}', { api: 'two\nlines' })).toEqual({
    code: 'connection.line-break',
    message: expect.stringContaining('“API key”')
  })
})

// review: services 4
test('each of several keys in one field is hidden in traces', () => {
  expect(secretsOf(authentication, { events: 'new key\nold key', api: 'a' })).toEqual([
    'new key\nold key',
    'new key',
    'old key',
    'a'
  ])
})
