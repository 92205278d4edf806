import { type Id, type Receiving, type Scheme, toFault } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { acceptingService, makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let one: TestBackend
let remove: () => void
beforeAll(async () => {
  const made = makeFolder()
  remove = made.remove
  one = await openBackend(made.folder, async (request, signal) => {
    const { pathname, search } = new URL(request.url, 'https://acme.example')
    const token = /^\/e\/(.+)$/.exec(pathname)?.[1]
    if (token === undefined) return acceptingService(request, signal)
    // The installation's own client has come to its own Event URL.
    const body = Buffer.from(request.body ?? '')
    const preflight = await one.backend.deliveries.preflight(token, {
      method: request.method,
      query: search.slice(1),
      headers: Object.entries(request.headers).flat(),
      contentType: request.headers['content-type'] ?? '',
      size: body.length
    })
    const answer = preflight.is === 'answered' ? preflight.answer : await preflight.accept(body)
    return { status: answer.is === 'said' ? answer.status : 401, headers: {}, body: '' }
  })
  await one.backend.recover()
})
afterAll(async () => {
  await one.crash()
  remove()
})

const SECRET = 'first secret of Acme'

const hmac: Scheme = {
  id: 's1',
  algorithm: 'hmac-sha256',
  key: { from: 'connection', field: 'secret', decode: 'text' },
  content: '{header.acme-id}.{header.acme-time}.{body}',
  signature: { from: 'header', name: 'Acme-Signature', split: ' ', prefix: 'v1=', encoding: 'hex' },
  time: { from: 'header', name: 'Acme-Time', unit: 's', toleranceSeconds: 300 },
  also: []
}
const token: Scheme = {
  ...hmac,
  algorithm: 'token',
  content: '',
  time: null,
  signature: { ...hmac.signature, name: 'Acme-Token', prefix: '', split: '', encoding: 'text' }
}

let counted = 0
/** Creates a running flow with an event that has these receiving rules. */
const listening = async (receiving: Partial<Receiving>, secret = SECRET): Promise<Id> => {
  counted++
  const name = `Acme ${counted}`
  const drawn = await drawConnector(one.backend, { registers: false, receiving, hasKey: true, name })
  const { id: connectionId } = await one.backend.connections.create({
    connectorId: drawn.connectorId,
    purpose: 'user',
    ownerId: 'uma',
    name,
    values: { secret }
  })
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one', connectionId)
  await turnOn(one, flowId)
  return flowId
}

const event = { contentType: 'application/json', headers: [], body: '{"name":"Nina Example"}' }

const statusOf = async (deliveryId: Id | null) => {
  if (deliveryId === null) throw new Error('The event was not kept.')
  const { delivery } = await pollUntil(
    () => one.backend.deliveries.get(deliveryId),
    ({ delivery }) => delivery.status.is !== 'accepted'
  )
  return delivery.status.is
}

test('a test event of a card that checks a signature is signed, with id and time, is accepted and runs', async () => {
  const flowId = await listening({ verify: [hmac], deliveryId: '{header.acme-id}' })
  const { testEvents } = one.backend
  const sent = await testEvents.send(flowId, event)
  expect(sent).toMatchObject({
    response: { status: 202 },
    signature: { is: 'signed', seconds: 300, hides: false }
  })
  expect(await statusOf(sent.deliveryId)).toBe('done')
  // Begun from what came: neither its signature nor its id is taken over, so that it runs again.
  const draft = await testEvents.draft(flowId)
  expect(draft).toMatchObject({ from: 'delivery', headers: [], signature: { is: 'signed', seconds: 300 } })
  expect(await statusOf((await testEvents.send(flowId, draft)).deliveryId)).toBe('done')
  expect(JSON.stringify([sent, draft])).not.toContain(SECRET)
})

test('an event to be copied has a signature that its card accepts', async () => {
  const flowId = await listening({ verify: [hmac] })
  const copied = await one.backend.testEvents.sign(flowId, event)
  const names = copied.headers.map(({ name }) => name.toLowerCase())
  expect(names).toEqual(['content-type', 'acme-id', 'acme-time', 'acme-signature'])
  const headers = copied.headers.filter(({ name }) => name !== 'content-type')
  expect((await one.backend.testEvents.send(flowId, { ...event, headers })).response.status).toBe(202)
})

test('a secret that is compared in plain text is sent to the Event URL only', async () => {
  const flowId = await listening({ verify: [token] })
  const sent = await one.backend.testEvents.send(flowId, event)
  expect(sent).toMatchObject({ response: { status: 202 }, signature: { seconds: null, hides: true } })
  const copied = await one.backend.testEvents.sign(flowId, event)
  expect(copied.headers).toContainEqual({ name: 'Acme-Token', value: 'YOUR-SECRET' })
  const draft = await one.backend.testEvents.draft(flowId)
  expect(JSON.stringify([sent, copied, draft])).not.toContain(SECRET)
})

test('a card without a scheme accepts an unsigned test event', async () => {
  const flowId = await listening({})
  const sent = await one.backend.testEvents.send(flowId, event)
  expect(sent).toMatchObject({ response: { status: 202 }, signature: { is: 'unsigned' } })
})

const key = (parts: Partial<Scheme>): Partial<Receiving> => ({ verify: [{ ...hmac, ...parts }] })

/** Handshake that delivers the secret. */
const capturing: Receiving['handshake'] = [
  {
    id: 'h1',
    when: [{ of: '{header.acme-secret}', is: 'present', text: '' }],
    verified: false,
    phase: 'registering',
    key: null,
    require: [],
    unmetStatus: 403,
    capture: [{ name: 'secret', value: '{header.acme-secret}' }],
    respond: { status: 200, headers: [], body: { is: 'empty' } },
    confirm: null
  }
]

test.each([
  [
    'the service alone has the key',
    key({ algorithm: 'ed25519', key: { from: 'public', key: '07'.repeat(32), decode: 'ed25519-hex' } }),
    /only the service can sign/
  ],
  [
    'a handshake has not brought its secret',
    { ...key({ key: { from: 'captured', name: 'secret', decode: 'text' } }), handshake: capturing },
    /was not captured/
  ],
  [
    'the key does not fit the rules',
    key({ key: { from: 'connection', field: 'secret', decode: 'whsec' } }),
    /the connection has no key/
  ],
  [
    'a signed part is missing',
    key({ content: '{header.acme-time}.{json.event.id}' }),
    /its “json\.event\.id” is missing/
  ]
])('the event is not sent, with a sentence that says why, when %s', async (_, receiving, why) => {
  const flowId = await listening(receiving)
  const { testEvents } = one.backend
  const before = one.sent.length
  const thrown = await testEvents.send(flowId, event).catch(error => error)
  expect(toFault(thrown)).toMatchObject({
    code: 'test-event.not-signed',
    message: expect.stringMatching(why)
  })
  expect(one.sent.length).toBe(before)
  expect((await testEvents.sign(flowId, event)).signature).toMatchObject({
    is: 'not',
    why: expect.stringMatching(why)
  })
})
