import type { HttpResponse } from '@hookwright/engine'
import { DAY, Fault, HOUR, type Id, MINUTE, SECOND } from '@hookwright/model'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder, openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { onHoldAlert } from './new-alert.ts'

const url = 'https://pager.acme.example/alerts'

/**
 * Opens a backend with a flow to raise alerts about. Tests set the responses of the endpoints that receive
 * the alerts.
 */
const open = async () => {
  const { folder, remove } = makeFolder()
  let answer: () => Partial<HttpResponse> = () => ({})
  const openOne = () => openBackend(folder, async () => ({ status: 204, headers: {}, body: '', ...answer() }))
  let one = await openOne()
  await one.backend.recover()
  onTestFinished(async () => {
    await one.backend.stop()
    await one.crash()
    remove()
  })
  const flowDoc = { schemaVersion: 1 as const, strip: [], cards: {} }
  const flow = await one.backend.flows.create({
    connectorId: null,
    ownerId: 'uma',
    name: 'Welcome',
    doc: flowDoc
  })
  return {
    now: (): TestBackend => one,
    answers: (next: () => Partial<HttpResponse>) => {
      answer = next
    },
    raise: async () => {
      const run = { id: one.effects.newId(), flowId: flow.id, subscriptionId: null }
      const at = one.clock()
      await one.store.alerts.raise(
        onHoldAlert(one.effects, run, { why: 'Three stops.', connectorId: null, at })
      )
    },
    message: (endpointId: Id, is: string, tries: number) =>
      pollUntil(
        async () => (await one.backend.alertEndpoints.messages(endpointId))[0],
        message => message?.status.is === is && message.sendings.length === tries
      ),
    endpoint: async (id: Id) => (await one.backend.alertEndpoints.list()).find(each => each.id === id),
    reopen: async () => {
      await one.crash()
      one = await openOne()
      await one.backend.recover()
    }
  }
}

/** Returns the last message as the endpoint received it. */
const lastSent = ({ sent }: TestBackend) => {
  const request = sent.at(-1)
  if (request?.body == null) throw new Error('Something was sent.')
  return { body: request.body, headers: request.headers, url: request.url, method: request.method }
}

test('an alert is sent with a signature that the library of the standard verifies', async () => {
  const { now, raise, message } = await open()
  const { id, secret } = await now().backend.alertEndpoints.add({ url, kinds: null })
  const others = await now().backend.alertEndpoints.add({ url, kinds: ['drift-found'] })
  await raise()
  const sent = await message(id, 'sent', 1)
  const { body, headers, ...where } = lastSent(now())
  expect(where).toEqual({ url, method: 'POST' })
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({
    type: 'run.on-hold',
    data: { kind: 'run-on-hold', flow: { name: 'Welcome' }, link: expect.stringContaining('/runs/') }
  })
  expect(headers['webhook-id']).toBe(sent?.id)
  expect(sent?.sendings).toMatchObject([{ status: 204, why: null }])
  expect(await now().backend.alertEndpoints.messages(others.id)).toEqual([])
  expect(await now().backend.alertEndpoints.list()).toMatchObject([
    { id, lastMessage: { status: { is: 'sent' }, at: sent?.sendings[0]?.at } },
    { id: others.id, lastMessage: null }
  ])
  expect(JSON.stringify(await now().backend.alertEndpoints.list())).not.toContain('whsec_')
})

test('a message is signed with both secrets for a day, then with the new one only', async () => {
  const { now, message } = await open()
  const { alertEndpoints } = now().backend
  const { id, secret: former } = await alertEndpoints.add({ url, kinds: null })
  const { secret } = await alertEndpoints.rotate(id)
  await alertEndpoints.test(id)
  await message(id, 'sent', 1)
  const both = lastSent(now())
  for (const each of [former, secret]) new Webhook(each).verify(both.body, both.headers)
  now().moveClock(DAY + SECOND)
  await alertEndpoints.test(id)
  await pollUntil(
    () => now().sent.length,
    count => count === 2
  )
  expect(lastSent(now()).headers['webhook-signature']?.split(' ')).toHaveLength(1)
})

test('a failed message is sent again on schedule with the same id, also after a crash', async () => {
  const { now, answers, raise, message, endpoint, reopen } = await open()
  const { id } = await now().backend.alertEndpoints.add({ url, kinds: null })
  answers(() => ({ status: 500 }))
  await raise()
  const first = await message(id, 'waiting', 1)
  expect(first?.sendings[0]?.why).toBe('The endpoint answered 500, but a status from 200 to 299 is expected.')
  expect((await endpoint(id))?.failingSince).not.toBeNull()
  now().moveClock(7 * SECOND)
  await message(id, 'waiting', 2)
  const ids = now().sent.map(({ headers }) => headers['webhook-id'])
  expect(new Set(ids).size).toBe(1)
  await reopen()
  answers(() => ({}))
  now().moveClock(7 * SECOND + 6 * MINUTE)
  await message(id, 'sent', 3)
  expect(lastSent(now()).headers['webhook-id']).toBe(ids[0])
  expect((await endpoint(id))?.failingSince).toBeNull()
})

test('an endpoint that answers with Retry-After gets that time', async () => {
  const { now, answers, raise, message } = await open()
  const { id } = await now().backend.alertEndpoints.add({ url, kinds: null })
  answers(() => ({ status: 429, headers: { 'retry-after': '3600' } }))
  await raise()
  const waiting = await message(id, 'waiting', 1)
  const nextAt = waiting?.status.is === 'waiting' ? waiting.status.nextAt : 0
  expect(nextAt).toBeGreaterThan(now().clock() + HOUR - MINUTE)
})

test('a 410 answer disables an endpoint at once and drops its pending messages', async () => {
  const { now, answers, raise, message, endpoint } = await open()
  const { id } = await now().backend.alertEndpoints.add({ url, kinds: null })
  answers(() => ({ status: 410 }))
  await raise()
  await message(id, 'given-up', 1)
  expect((await endpoint(id))?.status).toMatchObject({
    is: 'stopped',
    why: expect.stringContaining('410 Gone')
  })
  const tested = now().backend.alertEndpoints.test(id)
  await expect(tested).rejects.toMatchObject({ code: 'alert-endpoint.not-on' })
  now().moveClock(HOUR)
  await raise()
  await pollUntil(
    () => now().store.alerts.waiting(9),
    waiting => waiting.length === 0
  )
  expect(now().sent).toHaveLength(1)
  await now().backend.alertEndpoints.setOn(id, true)
  expect((await endpoint(id))?.status).toEqual({ is: 'on' })
})

test('an endpoint that fails for days is disabled, with a sentence that says why', async () => {
  const { now, answers, raise, message, endpoint } = await open()
  const { id } = await now().backend.alertEndpoints.add({ url, kinds: null })
  answers(() => {
    throw new Fault('http.refused-address', { url, host: 'pager.acme.example' })
  })
  await raise()
  await message(id, 'waiting', 1)
  now().moveClock(6 * DAY)
  await message(id, 'given-up', 2)
  const status = (await endpoint(id))?.status
  expect(status).toMatchObject({
    is: 'stopped',
    why: expect.stringMatching(/^The endpoint was turned off because no alert was delivered for 5 days/)
  })
})

test('a message in flight is aborted when the server stops, and sent again after the next start', async () => {
  const folder = testFolder()
  const first = await openBackend(
    folder,
    (_, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('It was broken off.')))
      )
  )
  await first.backend.recover()
  const { id } = await first.backend.alertEndpoints.add({ url, kinds: null })
  await first.backend.alertEndpoints.test(id)
  await pollUntil(
    () => first.sent.length,
    count => count === 1
  )
  await first.backend.stop()
  await first.crash()

  const second = await openBackend(folder, async () => ({ status: 204, headers: {}, body: '' }))
  await second.backend.recover()
  const sent = await pollUntil(
    async () => (await second.backend.alertEndpoints.messages(id))[0],
    message => message?.status.is === 'sent'
  )
  expect(sent?.sendings).toHaveLength(1)
  expect(lastSent(second).headers['webhook-id']).toBe(lastSent(first).headers['webhook-id'])
  await second.backend.stop()
  await second.crash()
})

test('a test message is sent once, and its result is shown', async () => {
  const { now, answers, message } = await open()
  const { id, secret } = await now().backend.alertEndpoints.add({ url, kinds: ['drift-found'] })
  answers(() => ({ status: 302 }))
  await now().backend.alertEndpoints.test(id)
  const tried = await message(id, 'given-up', 1)
  expect(tried?.sendings[0]?.why).toContain('the redirect 302, which is not followed')
  const { body, headers } = lastSent(now())
  expect(new Webhook(secret).verify(body, headers)).toMatchObject({ type: 'alert.test' })
})
