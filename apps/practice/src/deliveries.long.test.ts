import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  allSentIn,
  createManualWait,
  openPractice,
  openReceiver,
  type Received,
  refusalIn,
  rowsIn,
  sentIn,
  subscriptionIn
} from './testing.ts'

/** Returns the signature as a receiver would compute it. */
const signatureFor = (secret: string, { headers, body }: Received): string => {
  const signed = `${headers['x-acme-timestamp']}.${body}`
  return `sha256=${createHmac('sha256', secret).update(signed).digest('hex')}`
}

test('an event is delivered to its subscriptions, signed with the secret of each', async () => {
  const now = Date.UTC(2026, 0, 2)
  const { call, subscribe } = await openPractice({ clock: () => now })
  const receiver = await openReceiver(202)
  const { id, secret } = await subscribe(receiver.url)
  await subscribe(receiver.url, { eventType: 'file.deleted' })

  const answered = await call('POST', '/api/events', { body: { eventType: 'user.created' } })
  expect(answered.status).toBe(200)
  const sent = allSentIn(answered)
  expect(sent).toEqual([{ subscriptionId: id, deliveryId: expect.any(String), status: 202, ms: 0 }])

  const [received, ...others] = receiver.received
  expect(others).toEqual([])
  if (!received) throw new Error('The receiver got nothing.')
  expect(received.headers).toMatchObject({
    'content-type': 'application/json',
    'x-acme-delivery': sent[0]?.deliveryId,
    'x-acme-event': 'user.created',
    'x-acme-event-id': JSON.parse(received.body).id,
    'x-acme-timestamp': String(now / 1000),
    'x-acme-signature': signatureFor(secret, received)
  })
  expect(JSON.parse(received.body)).toEqual({
    id: expect.stringMatching(/^evt_/),
    type: 'user.created',
    occurredAt: '2026-01-02T00:00:00.000Z',
    record: expect.objectContaining({ email: expect.stringMatching(/@example\.com$/) })
  })
})

test('a list of three is sent when the subscription or the event asks for it', async () => {
  const { call, subscribe } = await openPractice()
  const receiver = await openReceiver()
  await subscribe(receiver.url, { list: true })
  await call('POST', '/api/events', { body: { eventType: 'user.created' } })
  await call('POST', '/api/events', { body: { eventType: 'user.created', list: false } })
  const [list, single] = receiver.received.map(({ body }) => JSON.parse(body))
  expect(list.records).toHaveLength(3)
  expect(new Set(list.records.map(({ id }: { id: string }) => id)).size).toBe(3)
  expect(list).not.toHaveProperty('record')
  expect(single.record).toHaveProperty('email')
  expect(single).not.toHaveProperty('records')
})

test('a list has as many records as requested, from 1 to 100', async () => {
  const { call, subscribe } = await openPractice()
  const receiver = await openReceiver()
  await subscribe(receiver.url)
  const send = (records: number) =>
    call('POST', '/api/events', { body: { eventType: 'user.created', list: true, records } })
  await send(7)
  expect(JSON.parse(receiver.received[0]?.body ?? '').records).toHaveLength(7)
  for (const records of [0, 101]) expect((await send(records)).status).toBe(422)
})

test('several events go to several subscriptions, each event with one id and the same records', async () => {
  const { call, subscribe } = await openPractice()
  const [one, two] = [await openReceiver(), await openReceiver()]
  await subscribe(one.url)
  await subscribe(two.url)
  const event = { body: { eventType: 'user.created', count: 30 } }
  const sent = allSentIn(await call('POST', '/api/events', event))
  expect(new Set(sent.map(({ deliveryId }) => deliveryId)).size).toBe(60)
  const bodies = [one, two].map(({ received }) => received.map(({ body }) => body).sort())
  expect(bodies[0]).toEqual(bodies[1])
  expect(new Set(bodies[0]).size).toBe(30)
})

test('a department filters the records, and data given with the event takes precedence', async () => {
  const { call, subscribe } = await openPractice()
  const receiver = await openReceiver()
  await subscribe(receiver.url, { department: 'people', list: true })
  await subscribe(receiver.url, { eventType: 'file.deleted', department: 'legal' })
  await call('POST', '/api/events', { body: { eventType: 'user.created', data: { firstName: 'Zoe' } } })
  await call('POST', '/api/events', { body: { eventType: 'file.deleted' } })
  const [users, file] = receiver.received.map(({ body }) => JSON.parse(body))
  for (const user of users.records) expect(user).toMatchObject({ department: 'People', firstName: 'Zoe' })
  expect(file.record.path).toBe(`/Legal/${file.record.name}`)
})

test('410 ends a subscription, which gets no further events', async () => {
  const { call, subscribe } = await openPractice()
  const receiver = await openReceiver(410)
  const { id } = await subscribe(receiver.url)
  const event = { body: { eventType: 'user.created' } }
  expect(allSentIn(await call('POST', '/api/events', event))).toMatchObject([{ status: 410 }])
  expect(subscriptionIn(await call('GET', `/api/subscriptions/${id}`)).status).toBe('dead')
  expect(allSentIn(await call('POST', '/api/events', event))).toEqual([])
  expect(receiver.received).toHaveLength(1)
})

test('an expired subscription gets nothing', async () => {
  let now = Date.UTC(2026, 0, 2)
  const { call, subscribe } = await openPractice({ clock: () => now })
  await subscribe((await openReceiver()).url, { expiresInSeconds: 1 })
  now += 1000
  const event = { body: { eventType: 'user.created' } }
  expect(allSentIn(await call('POST', '/api/events', event))).toEqual([])
})

test('a redirect is recorded and not followed', async () => {
  const { call, subscribe } = await openPractice()
  const receiver = await openReceiver(307)
  await subscribe(receiver.url)
  const answered = await call('POST', '/api/events', { body: { eventType: 'user.created' } })
  expect(allSentIn(answered)).toMatchObject([{ status: 307 }])
  expect(receiver.received).toHaveLength(1)
})

test('an unreachable receiver is named in a sentence', async () => {
  const { call, subscribe } = await openPractice()
  const receiver = await openReceiver()
  await receiver.close()
  await subscribe(receiver.url)
  const sent = allSentIn(await call('POST', '/api/events', { body: { eventType: 'user.created' } }))
  expect(sent).toHaveLength(1)
  expect(sent[0]).not.toHaveProperty('status')
  expect(sent[0]?.error).toContain(`Nothing listens at ${new URL(receiver.url).origin}.`)
})

test('a receiver that does not answer within ten seconds times out', async () => {
  const { wait, end } = createManualWait()
  const { call, subscribe } = await openPractice({ wait })
  const receiver = await openReceiver('never')
  await subscribe(receiver.url)
  const sending = call('POST', '/api/events', { body: { eventType: 'user.created' } })
  await expect.poll(() => receiver.received).toHaveLength(1)
  end(10_000)
  expect(allSentIn(await sending)[0]?.error).toContain('did not answer within 10 seconds')
})

test('a ping is sent to the URL at once', async () => {
  const { call, subscribe } = await openPractice()
  const receiver = await openReceiver(204)
  const { id } = await subscribe(receiver.url)
  const { json } = await call('POST', `/api/subscriptions/${id}/ping`)
  expect(json).toMatchObject({ subscriptionId: id, status: 204 })
  expect(receiver.received[0]?.headers['x-acme-event']).toBe('ping')
  expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
    type: 'ping',
    record: { subscriptionId: id }
  })
})

test('a delivery is sent again with the same id and bytes, signed again, even when its subscription is gone', async () => {
  let now = Date.UTC(2026, 0, 2)
  const { call, subscribe } = await openPractice({ clock: () => now })
  const receiver = await openReceiver()
  const { id, secret } = await subscribe(receiver.url)
  const [sent] = allSentIn(await call('POST', '/api/events', { body: { eventType: 'user.created' } }))
  await call('DELETE', `/api/subscriptions/${id}`)
  now += 600_000

  const deliveryId = sent?.deliveryId
  const again = await call('POST', `/api/deliveries/${deliveryId}/resend`)
  expect(again.json).toMatchObject({ subscriptionId: id, deliveryId, status: 202 })
  const [first, second] = receiver.received
  if (!first || !second) throw new Error('The receiver did not get two deliveries.')
  expect(second.body).toBe(first.body)
  expect(second.headers['x-acme-delivery']).toBe(first.headers['x-acme-delivery'])
  expect(second.headers['x-acme-timestamp']).toBe(String(now / 1000))
  expect(second.headers['x-acme-signature']).toBe(signatureFor(secret, second))
})

test('an unknown delivery cannot be sent again', async () => {
  const { call } = await openPractice()
  const refused = await call('POST', '/api/deliveries/nobody/resend')
  expect([refused.status, refusalIn(refused).code]).toEqual([404, 'unknown_delivery'])
})

/** Timeout for five hundred deliveries, which take long on a busy machine, in milliseconds. */
const withinMs = 120_000

test('the log lists the newest first, without the secret, and keeps five hundred', {
  timeout: withinMs
}, async () => {
  const { call, subscribe } = await openPractice()
  const receiver = await openReceiver()
  const { id, secret } = await subscribe(receiver.url)
  const oldest = sentIn(await call('POST', `/api/subscriptions/${id}/ping`))
  for (let round = 0; round < 10; round++) {
    await call('POST', '/api/events', { body: { eventType: 'user.created', count: 50 } })
  }
  const last = sentIn(await call('POST', `/api/subscriptions/${id}/ping`))
  const log = await call('GET', '/api/deliveries')
  const rows = rowsIn(log)
  expect(rows).toHaveLength(500)
  expect(rows[0]).toMatchObject({ id: last.deliveryId, eventType: 'ping', attempts: 1, status: 202 })
  expect(rows[0]?.url).toBe(receiver.url)
  expect(log.text).not.toContain(secret)
  expect((await call('POST', `/api/deliveries/${oldest.deliveryId}/resend`)).status).toBe(404)
})

test.each([
  [{ eventType: 'user.eaten' }, 'The field "eventType" must be one of'],
  [{ eventType: 'user.created', count: 51 }, 'The field "count" must be a whole number from 1 to 50.'],
  [{ eventType: 'user.created', data: [1] }, 'The field "data" must be a JSON object.']
])('an event that cannot be understood is refused: %j', async (body, sentence) => {
  const { call } = await openPractice()
  const refused = await call('POST', '/api/events', { body })
  expect([refused.status, refusalIn(refused).message]).toEqual([422, expect.stringContaining(sentence)])
})
