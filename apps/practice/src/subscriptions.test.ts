import { expect, test } from 'vitest'
import { openPractice, refusalIn, rowsIn, subscriptionIn } from './testing.ts'

const url = 'http://127.0.0.1:3000/e/abcdefghijkl'
const wanted = { url, eventType: 'user.created' }

test('a subscription is created, listed with its secret masked, and deleted', async () => {
  const { call } = await openPractice({ clock: () => Date.UTC(2026, 0, 2) })
  const created = await call('POST', '/api/subscriptions', { body: wanted })
  expect(created.status).toBe(201)
  const told = subscriptionIn(created)
  expect(told).toMatchObject({
    ...wanted,
    list: false,
    department: null,
    expiresAt: null,
    status: 'live'
  })
  expect(told.createdAt).toBe('2026-01-02T00:00:00.000Z')
  expect(told.secret).toMatch(/^[0-9a-f]{64}$/)

  const { id, secret } = told
  const listed = rowsIn(await call('GET', '/api/subscriptions'))
  expect(listed).toEqual([{ ...told, secret: `…${secret.slice(-4)}` }])
  expect((await call('GET', `/api/subscriptions/${id}`)).json).toEqual(listed[0])

  expect(await call('DELETE', `/api/subscriptions/${id}`)).toMatchObject({ status: 204, text: '' })
  expect((await call('GET', '/api/subscriptions')).json).toEqual([])
})

test('an unknown id is answered with 404 and a sentence', async () => {
  const { call } = await openPractice()
  for (const [method, path] of [
    ['GET', '/api/subscriptions/sub_0'],
    ['DELETE', '/api/subscriptions/sub_0'],
    ['POST', '/api/subscriptions/sub_0/ping']
  ] as const) {
    const answered = await call(method, path)
    expect(answered.status).toBe(404)
    expect(refusalIn(answered)).toEqual({
      code: 'unknown_subscription',
      message: expect.stringContaining('There is no subscription "sub_0".')
    })
  }
})

test.each([
  [{ eventType: 'user.created' }, 'The field "url" must be a full http or https URL'],
  [{ ...wanted, url: 'ftp://127.0.0.1/x' }, 'The field "url" must be a full http or https URL'],
  [{ ...wanted, url: 'http://me:you@127.0.0.1/x' }, 'without user name and password'],
  [{ ...wanted, eventType: 'user.eaten' }, 'The field "eventType" must be one of "user.created"'],
  [{ ...wanted, list: 'yes' }, 'The field "list" must be true or false.'],
  [
    { ...wanted, department: 'legal' },
    'The field "department" must be one of "engineering", "people", "sales"'
  ],
  [{ ...wanted, expiresInSeconds: 0 }, 'The field "expiresInSeconds" must be a whole number of seconds'],
  [{ ...wanted, event_type: 'x' }, 'unknown fields: "event_type"'],
  [[], 'The request must be a JSON object.']
])('input that cannot be understood is refused with a sentence: %j', async (body, sentence) => {
  const { call } = await openPractice()
  const answered = await call('POST', '/api/subscriptions', { body })
  expect(answered.status).toBe(422)
  expect(refusalIn(answered).message).toContain(sentence)
  expect((await call('GET', '/api/subscriptions')).json).toEqual([])
})

test('optional fields may be null', async () => {
  const { call } = await openPractice()
  const body = { ...wanted, list: null, department: null, expiresInSeconds: null }
  expect((await call('POST', '/api/subscriptions', { body })).status).toBe(201)
})

test('a request without a JSON body is refused, and broken JSON as unreadable', async () => {
  const { call } = await openPractice()
  const headers = { 'content-type': 'text/plain' }
  const none = await call('POST', '/api/subscriptions', { body: wanted, headers })
  expect([none.status, refusalIn(none).message]).toEqual([422, expect.stringContaining('has no JSON body')])
  const broken = await call('POST', '/api/subscriptions', { body: '{"url":' })
  expect([broken.status, refusalIn(broken).code]).toEqual([400, 'unreadable_body'])
})

test('a second live subscription of the same URL and event type is refused with the id of the first', async () => {
  const { call, subscribe } = await openPractice()
  const { id } = await subscribe(url)
  const again = await call('POST', '/api/subscriptions', { body: wanted })
  expect(again.status).toBe(409)
  expect(again.json).toEqual({
    error: { code: 'subscription_exists', message: expect.stringContaining(id) },
    id
  })
  const otherType = await call('POST', '/api/subscriptions', {
    body: { ...wanted, eventType: 'file.deleted' }
  })
  expect(otherType.status).toBe(201)
})

test('a repeated idempotency key gets the first answer, even after the subscription is deleted', async () => {
  const { call } = await openPractice()
  const headers = { 'Idempotency-Key': 'once' }
  const first = await call('POST', '/api/subscriptions', { body: wanted, headers })
  expect(first.headers.get('Idempotency-Replayed')).toBeNull()
  await call('DELETE', `/api/subscriptions/${subscriptionIn(first).id}`)

  const second = await call('POST', '/api/subscriptions', { body: wanted, headers })
  expect([second.status, second.text]).toEqual([201, first.text])
  expect(second.headers.get('Idempotency-Replayed')).toBe('true')
  expect((await call('GET', '/api/subscriptions')).json).toEqual([])
})

test('the same idempotency key with another request is refused', async () => {
  const { call } = await openPractice()
  const headers = { 'Idempotency-Key': 'once' }
  await call('POST', '/api/subscriptions', { body: wanted, headers })
  const other = await call('POST', '/api/subscriptions', { body: { ...wanted, list: true }, headers })
  expect([other.status, refusalIn(other).code]).toEqual([422, 'idempotency_key_reused'])
})

test('an idempotency key is forgotten after a day', async () => {
  let now = Date.UTC(2026, 0, 2)
  const { call } = await openPractice({ clock: () => now })
  const headers = { 'Idempotency-Key': 'once' }
  const first = await call('POST', '/api/subscriptions', { body: wanted, headers })
  await call('DELETE', `/api/subscriptions/${subscriptionIn(first).id}`)
  now += 24 * 60 * 60 * 1000 + 1
  const second = await call('POST', '/api/subscriptions', { body: wanted, headers })
  expect(second.status).toBe(201)
  expect(subscriptionIn(second).id).not.toBe(subscriptionIn(first).id)
})

test('an expired subscription can be replaced by a new one and no longer be renewed', async () => {
  let now = Date.UTC(2026, 0, 2)
  const { call, subscribe } = await openPractice({ clock: () => now })
  const { id, expiresAt } = await subscribe(url, { expiresInSeconds: 60 })
  expect(expiresAt).toBe('2026-01-02T00:01:00.000Z')

  const renewed = await call('PATCH', `/api/subscriptions/${id}`, { body: { expiresInSeconds: 120 } })
  expect([renewed.status, subscriptionIn(renewed).expiresAt]).toEqual([200, '2026-01-02T00:02:00.000Z'])

  now += 120_000
  expect(subscriptionIn(await call('GET', `/api/subscriptions/${id}`)).status).toBe('expired')
  const late = await call('PATCH', `/api/subscriptions/${id}`, { body: { expiresInSeconds: 120 } })
  expect([late.status, refusalIn(late).code]).toEqual([409, 'subscription_not_live'])
  expect((await call('POST', '/api/subscriptions', { body: wanted })).status).toBe(201)
})
