import { createHmac } from 'node:crypto'
import { MINUTE, type Receiving, type Scheme } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { turnOn } from '../testing/event.ts'
import { openForTest } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { sendTo } from '../testing/send.ts'

/** Owner of the flows in these tests. */
const uma = 'uma'

const event = (name: string) => ({ text: JSON.stringify({ name }), headers: ['X-Acme', 'yes'] })

/** Opens a backend with an event that requires signed requests, and starts a listening session for it. */
const open = async (
  who = { personId: uma, ownerId: uma as string | null },
  receiving: Partial<Receiving> = {}
) => {
  const one = await openForTest()
  onTestFinished(() => one.backend.stop())
  const drawn = await drawConnector(one.backend, {
    registers: false,
    receiving,
    hasKey: receiving.verify !== undefined
  })
  const begin = () => one.backend.listening.begin({ eventFlowId: drawn.oneId, ...who })
  const id = await begin()
  const told = (listeningId = id) => one.backend.listening.progress(listeningId)
  const remaining = async () => {
    const { until, now } = await told()
    return until - now
  }
  return { one, drawn, id, begin, told, remaining, url: (await told()).url }
}

test('the first request to the test URL is shown as the card would output it, and the URL is gone then', async () => {
  const { one, told, url } = await open()
  expect((await told()).heard).toBeNull()
  expect((await sendTo(one, url, event('Ada'))).is).toBe('said')
  expect((await told()).heard).toMatchObject({
    at: 'test-url',
    sample: { method: 'POST', body: { name: 'Ada' }, headers: { 'x-acme': 'yes' } }
  })
  expect(await sendTo(one, url, event('Ben'))).toMatchObject({ is: 'fault' })
  expect((await told()).heard?.sample.body).toEqual({ name: 'Ada' })
  const { rows } = await one.store.deliveries.list({ limit: 10 })
  expect(rows).toEqual([])
})

test('listening lasts two minutes, and its result is dropped two minutes later', async () => {
  const { one, told, remaining, url } = await open()
  expect(await remaining()).toBeLessThanOrEqual(2 * MINUTE)
  one.moveClock(2 * MINUTE)
  expect(await sendTo(one, url, event('Ada'))).toMatchObject({ is: 'fault' })
  expect((await told()).heard).toBeNull()
  one.moveClock(2 * MINUTE)
  await expect(told()).rejects.toThrow(expect.objectContaining({ code: 'listening.gone' }))
})

test('listening is extended at the same URL, to at most ten minutes, also after its end', async () => {
  const { one, id, told, remaining, url } = await open()
  await one.backend.listening.extend(id)
  one.moveClock(3 * MINUTE)
  expect(await remaining()).toBeGreaterThan(MINUTE / 2)
  one.moveClock(2 * MINUTE)
  expect(await sendTo(one, url, event('Ada'))).toMatchObject({ is: 'fault' })
  for (let times = 0; times < 9; times += 1) await one.backend.listening.extend(id)
  expect(await remaining()).toBeLessThanOrEqual(10 * MINUTE)
  expect((await told()).url).toBe(url)
  one.moveClock(9 * MINUTE)
  expect((await sendTo(one, url, event('Ada'))).is).toBe('said')
  expect((await told()).heard?.sample.body).toEqual({ name: 'Ada' })
})

test('a person who listens again, or stops, receives nothing at the former URL', async () => {
  const { one, id, begin, told, url } = await open()
  const next = await begin()
  await expect(told()).rejects.toThrow(expect.objectContaining({ code: 'listening.gone' }))
  expect(await sendTo(one, url, event('Ada'))).toMatchObject({ is: 'fault' })
  await one.backend.listening.end(next)
  await expect(told(next)).rejects.toThrow(expect.objectContaining({ code: 'listening.gone' }))
  await expect(one.backend.listening.personOf(id)).rejects.toThrow()
})

test('a handshake is answered and does not count as the event', async () => {
  const { one, told, url } = await open()
  const token = url.split('/').at(-1) ?? ''
  const head = { method: 'HEAD', query: '', headers: [], contentType: '', size: 0 }
  const preflight = await one.backend.deliveries.preflight(token, head)
  if (preflight.is === 'expected') await preflight.accept(new Uint8Array())
  expect((await told()).heard).toBeNull()
})

const SECRET = 'a secret of Acme'
const signed: Scheme = {
  id: 's1',
  algorithm: 'hmac-sha256',
  key: { from: 'connection', field: 'secret', decode: 'text' },
  content: '{body}',
  signature: { from: 'header', name: 'Acme-Signature', split: '', prefix: '', encoding: 'hex' },
  time: null,
  also: []
}
const signedWith = (secret: string) => {
  const { text, headers } = event('Ada')
  const mac = createHmac('sha256', secret).update(text).digest('hex')
  return { text, headers: [...headers, 'Acme-Signature', mac] }
}

test('a request is shown however it is signed, and says if the signature is right', async () => {
  const test = { purpose: 'test' as const, ownerId: uma }
  const heardBy = async (holds: string[], request: ReturnType<typeof event>) => {
    const { one, drawn, told, url } = await open(undefined, { verify: [signed] })
    for (const secret of holds)
      await one.backend.connections.create({
        ...test,
        connectorId: drawn.connectorId,
        name: `Account ${secret}`,
        values: { secret }
      })
    expect((await told()).signingSecret).toBeNull()
    await sendTo(one, url, request)
    return (await told()).heard?.signature
  }
  expect(await heardBy(['another', SECRET], signedWith(SECRET))).toEqual({
    is: 'right',
    by: `Account ${SECRET}`
  })
  expect(await heardBy([SECRET], signedWith('a guess'))).toMatchObject({
    is: 'wrong',
    why: expect.stringContaining('does not match the key')
  })
  expect(await heardBy([SECRET], event('Ada'))).toMatchObject({
    is: 'wrong',
    why: expect.stringContaining('has no signature')
  })
  expect(await heardBy([], signedWith(SECRET))).toMatchObject({
    is: 'unknown',
    why: expect.stringContaining('no test connection')
  })
})

test('a generated secret is shown, and its signature is right', async () => {
  const made: Scheme = { ...signed, key: { from: 'generated', decode: 'text' } }
  const { one, told, url } = await open(undefined, { verify: [made] })
  await sendTo(one, url, signedWith((await told()).signingSecret ?? ''))
  expect((await told()).heard?.signature).toEqual({ is: 'right', by: null })
})

test('a request without a required signature is shown as such', async () => {
  const { one, told, url } = await open()
  await sendTo(one, url, event('Ada'))
  expect((await told()).heard?.signature).toEqual({ is: 'not-asked' })
})

test('an event for a flow that is on is shown, and also runs the flow', async () => {
  const { one, drawn, told } = await open()
  const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
  const { eventUrl } = await turnOn(one, flowId)
  const answer = await sendTo(one, eventUrl, event('Ada'))
  const { heard } = await pollUntil(told, ({ heard }) => heard !== null)
  expect(heard).toMatchObject({
    at: 'event-url',
    sample: { deliveryId: answer.deliveryId, body: { name: 'Ada' } },
    signature: { is: 'not-asked' }
  })
  const { rows } = await pollUntil(
    () => one.backend.runs.list({ scope: { flowId }, limit: 10 }),
    ({ rows }) => rows.length === 1 && rows[0]?.status.is === 'succeeded'
  )
  expect(rows).toHaveLength(1)
})

test('an event for a flow that is on has a right signature if its rules require one, and refused ones are not shown', async () => {
  const { one, drawn, told } = await open(undefined, { verify: [signed] })
  const { id: connectionId } = await one.backend.connections.create({
    ...{ connectorId: drawn.connectorId, purpose: 'user', ownerId: uma, name: 'Account' },
    values: { secret: SECRET }
  })
  const { eventUrl } = await turnOn(one, await addNotifyingFlow(one.backend, drawn, 'one', connectionId))
  expect(await sendTo(one, eventUrl, signedWith('a guess'))).toMatchObject({ is: 'fault' })
  expect((await told()).heard).toBeNull()
  await sendTo(one, eventUrl, signedWith(SECRET))
  const { heard } = await pollUntil(told, ({ heard }) => heard !== null)
  expect(heard).toMatchObject({ at: 'event-url', signature: { is: 'right', by: null } })
})

test('events for flows of others are shown only to members who may see all', async () => {
  for (const [ownerId, isHeard] of [
    ['mia', false],
    [null, true]
  ] as const) {
    const { one, drawn, told } = await open({ personId: 'mia', ownerId })
    const flowId = await addNotifyingFlow(one.backend, drawn, 'one')
    const { eventUrl } = await turnOn(one, flowId)
    await sendTo(one, eventUrl, event('Ada'))
    await pollUntil(
      () => one.backend.runs.list({ scope: { flowId }, limit: 10 }),
      ({ rows }) => rows.length === 1
    )
    expect((await told()).heard !== null).toBe(isHeard)
  }
})
