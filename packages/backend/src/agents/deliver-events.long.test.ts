import { type Agent, HOUR, MINUTE, type Millis, SECOND } from '@hookwright/model'
import { expect, onTestFinished, test } from 'vitest'
import {
  callEvents,
  createCallback,
  type TestCallback,
  testAgent,
  withCallbacks
} from '../testing/agent-client.ts'
import { createCountingService } from '../testing/counting-service.ts'
import { drawConnector } from '../testing/draw.ts'
import { deliver } from '../testing/event.ts'
import { makeFolder, openBackend, type TestBackend } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/** Opens a backend with an agent that is subscribed to an event. Tests may change the agent's permissions. */
const open = async (params: { waits?: boolean } = {}) => {
  const { folder, remove } = makeFolder()
  const to = createCallback()
  const service = createCountingService()
  let agent: Agent | null = testAgent()
  const openOne = () =>
    openBackend(
      folder,
      withCallbacks([to], service.client),
      {},
      { effects: effects => ({ ...effects, agentOf: async () => agent }) }
    )
  let one = await openOne()
  await drawConnector(one.backend, { registers: true, captures: true, ...params })
  await one.backend.resume()
  await one.backend.recover()
  onTestFinished(async () => {
    await one.backend.stop()
    await one.crash()
    remove()
  })
  const subscribe = (more: object = {}) =>
    callEvents(one.backend, 'events/subscribe', {
      name: 'acme_hr.one',
      arguments: {},
      delivery: { mode: 'webhook', url: to.url, secret: to.secret },
      ttlMs: 24 * HOUR,
      ...more
    })
  await subscribe()
  return {
    to,
    service,
    now: (): TestBackend => one,
    subscribe,
    become: (next: Agent | null) => {
      agent = next
    },
    send: (body: unknown) => deliver(one, [...service.registered.values()][0] ?? '', body),
    row: async () => (await one.store.agentEvents.list())[0],
    reopen: async (away: Millis = 0) => {
      await one.crash()
      one = await openOne()
      one.moveClock(away)
      await one.backend.resume()
      await one.backend.recover()
    }
  }
}

const until = (to: TestCallback, count: number) =>
  pollUntil(
    () => to.received.length,
    seen => seen >= count
  )

const controlsOf = ({ received }: TestCallback) =>
  received.flatMap(({ body }) => ('type' in body ? [body] : []))

test('after a crash an event without an acknowledgement is sent again with the same id, and no other event is lost', async () => {
  const { to, send, reopen, row } = await open()
  await send({ name: 'Zoë' })
  await until(to, 1)
  to.answers(() => ({ status: 503 }))
  const ids = [await send({ name: 'Ida' }), await send({ name: 'Uwe' })]
  await reopen()
  to.answers(null)
  await pollUntil(
    () => new Set(to.received.map(({ id }) => id)).size,
    count => count === 3
  )
  for (const id of ids) expect(to.events().filter(({ eventId }) => eventId === id).length).toBeGreaterThan(0)
  await pollUntil(row, seen => (seen?.position.delivery ?? 0) >= 3)
})

test('an event that was accepted before a restart of minutes is delivered after it', async () => {
  const { to, send, reopen } = await open()
  const ids = await Promise.all(['Zoë', 'Ida', 'Uwe'].map(name => send({ name })))
  await reopen(5 * MINUTE)
  await pollUntil(
    () => new Set(to.received.map(({ id }) => id)).size,
    count => count >= 3
  )
  expect(controlsOf(to)).toEqual([])
  expect(new Set(to.events().map(({ eventId }) => eventId))).toEqual(new Set(ids))
})

test('a waiting run delays later events for a minute, then is reported as a gap', async () => {
  const { to, send, now } = await open({ waits: true })
  const id = await send({ name: 'Zoë' })
  await pollUntil(
    () => now().store.runs.find(id),
    run => run?.status.is === 'waiting'
  )
  expect(to.received).toEqual([])
  const isTold = () => {
    now().moveClock(10 * SECOND)
    return to.received.length > 0
  }
  await pollUntil(isTold, Boolean)
  expect(controlsOf(to)).toEqual([{ type: 'gap', cursor: expect.any(String) }])
})

test('events that wait for minutes in a running process are all delivered', async () => {
  const { to, send, now, row } = await open()
  const { pause } = now().backend.subscriptions
  const flowId = (await row())?.flowId ?? ''
  now().moveClock(5 * MINUTE)
  await pause(flowId, true)
  const ids = await Promise.all(['Zoë', 'Ida', 'Uwe'].map(name => send({ name })))
  for (let minute = 0; minute < 10; minute += 1) {
    now().moveClock(MINUTE)
    await now().store.agentEvents.list()
  }
  await pause(flowId, false)
  await pollUntil(
    () => to.received.length,
    count => count >= 3
  )
  expect(controlsOf(to)).toEqual([])
  expect(new Set(to.events().map(({ eventId }) => eventId))).toEqual(new Set(ids))
})

test('an event that is too large for a webhook is reported as a gap, and can be polled', async () => {
  const { to, send, now } = await open()
  const before = await callEvents(now().backend, 'events/poll', { name: 'acme_hr.one', arguments: {} })
  await send({ name: 'x'.repeat(300_000) })
  await until(to, 1)
  expect(controlsOf(to)).toMatchObject([{ type: 'gap' }])
  const polled = await callEvents(now().backend, 'events/poll', {
    ...{ name: 'acme_hr.one', arguments: {}, cursor: before.cursor }
  })
  expect(polled).toMatchObject({ events: [{ data: { name: expect.stringMatching(/^x{300000}$/) } }] })
})

test('the cursor of a gap lies before events that are not yet delivered', async () => {
  const { to, send, now, row } = await open()
  to.answers(body => ('type' in body ? null : { status: 503 }))
  const ids = [await send({ name: 'Zoë' })]
  await pollUntil(row, seen => seen?.lastError === 'http_5xx')
  ids.push(await send({ name: 'x'.repeat(300_000) }))
  // The first event may be tried again, and the notice sent, before that is written.
  await pollUntil(async () => to.received.length > 0 || (await row())?.gapDue === true, Boolean)
  const isTold = () => {
    now().moveClock(SECOND)
    return to.received.length > 0
  }
  await pollUntil(isTold, Boolean)
  const cursor = controlsOf(to)[0]?.cursor
  const { events } = await callEvents(now().backend, 'events/poll', {
    ...{ name: 'acme_hr.one', arguments: {}, cursor }
  })
  expect((events as { eventId: string }[]).map(({ eventId }) => eventId)).toEqual(ids)
})

test('410 and 413 are not retried, and later events are delivered', async () => {
  const { to, send, now } = await open()
  const tries: string[] = []
  to.answers(body => {
    if ('type' in body) return null
    tries.push(String(body.eventId))
    return { status: tries.length === 1 ? 410 : 200 }
  })
  const ids = [await send({ name: 'Zoë' })]
  await pollUntil(
    () => tries.length,
    count => count === 1
  )
  now().moveClock(10 * MINUTE)
  ids.push(await send({ name: 'Ida' }))
  await pollUntil(
    () => tries.length,
    count => count === 2
  )
  expect(tries).toEqual(ids)
})

test('a notice of a gap that is declined is not sent again', async () => {
  const { to, send, now, row } = await open()
  let gaps = 0
  to.answers(body => {
    if (body.type !== 'gap') return { status: 413 }
    gaps += 1
    // More would keep the test itself from going on.
    return { status: gaps < 20 ? 410 : 200 }
  })
  await send({ name: 'Zoë' })
  await pollUntil(() => gaps, Boolean)
  await pollUntil(row, seen => seen?.gapDue === false)
  to.answers(null)
  await send({ name: 'Ida' })
  await until(to, 1)
  expect([gaps, to.events().map(({ data }) => data.name), now().logged]).toEqual([1, ['Ida'], []])
})

test('an endpoint that fails for an hour is suspended until its client refreshes', async () => {
  const { to, send, now, row, subscribe } = await open()
  to.answers(() => ({ status: 500 }))
  await send({ name: 'Zoë' })
  await pollUntil(row, seen => seen?.lastError === 'http_5xx')
  // Each event is given up after some minutes; those behind it fail, too.
  for (let at = 0; at < 12; at += 1) {
    const tries = now().sent.length
    now().moveClock(8 * MINUTE)
    await send({ name: `Person ${at}` })
    const isSuspended = async () => (await row())?.suspended === true
    await pollUntil(async () => now().sent.length > tries || (await isSuspended()), Boolean)
    if (await isSuspended()) break
  }
  await pollUntil(row, seen => seen?.suspended === true)
  to.answers(null)
  const refreshed = await subscribe()
  expect(refreshed).toMatchObject({ deliveryStatus: { active: false, lastError: 'http_5xx' } })
  await send({ name: 'Ida' })
  await pollUntil(
    () => to.events().some(({ data }) => data.name === 'Ida'),
    seen => seen
  )
  await pollUntil(row, seen => seen?.suspended === false && seen.failedSince === null)
})

test('a client that was revoked, or whose member lost access, is notified and deregistered', async () => {
  const { to, send, become, service, row, now } = await open()
  become(testAgent({ member: { id: 'uma', name: 'Uma', role: 'viewer', ownItemsOnly: true } }))
  now().moveClock(30 * SECOND)
  await send({ name: 'Zoë' })
  await until(to, 1)
  expect(controlsOf(to)).toEqual([
    {
      type: 'terminated',
      error: { code: -32024, message: 'Forbidden', data: { reason: 'The member may not listen to events.' } }
    }
  ])
  expect(to.events()).toEqual([])
  await pollUntil(
    () => service.registered.size,
    count => count === 0
  )
  expect(await row()).toBeUndefined()
})

test('a flow that a person turns off ends its subscriptions', async () => {
  const { to, now, row } = await open()
  const flowId = (await row())?.flowId ?? ''
  await now().backend.subscriptions.switchOff(flowId)
  await until(to, 1)
  expect(controlsOf(to)).toMatchObject([{ type: 'terminated', error: { message: 'Forbidden' } }])
  expect(await row()).toBeUndefined()
})

test('a revoked client is forgotten at once, in any number of calls', async () => {
  const { now, service, row } = await open()
  const ref = { memberId: 'uma', clientKey: 'key:1' }
  await now().backend.agents.forget(ref)
  await now().backend.agents.forget(ref)
  await pollUntil(
    () => service.registered.size,
    count => count === 0
  )
  expect(await row()).toBeUndefined()
})

test('a refresh that lapses while its callback is verified says that events may be missing', async () => {
  const { to, now, subscribe } = await open()
  const lapse = { ttlMs: 2 * HOUR }
  await subscribe(lapse)
  now().moveClock(2 * HOUR - SECOND)
  to.answers(({ type }) => {
    if (type === 'verification') now().moveClock(5 * SECOND)
    return null
  })
  expect(await subscribe(lapse)).toMatchObject({ truncated: true })
  to.answers(null)
  expect(await subscribe(lapse)).toMatchObject({ truncated: false, deliveryStatus: { active: true } })
})

test('a lapsed subscription stays lapsed when a refresh cannot register at the service', async () => {
  const { to, now, subscribe, send, service, row } = await open()
  await subscribe({ ttlMs: 10 * SECOND })
  to.answers(() => ({ status: 503 }))
  await send({ name: 'Zoë' })
  await pollUntil(row, seen => seen?.lastError === 'http_5xx')
  now().moveClock(11 * SECOND)
  await pollUntil(
    () => service.registered.size,
    count => count === 0
  )
  service.refuse(true)
  await expect(subscribe()).rejects.toMatchObject({ code: 'agent-events.not-registered' })
  expect((await row())?.expiresAt).toBeLessThan(now().clock())
  to.answers(null)
  const isOver = async () => {
    now().moveClock(SECOND)
    return (await row()) === undefined
  }
  await pollUntil(isOver, Boolean)
  expect(to.received).toHaveLength(1)
})

test('refreshing a lapsed subscription delivers the events since the lapse if other clients kept the registration', async () => {
  const { to, now, subscribe, send } = await open()
  await callEvents(now().backend, 'events/poll', { name: 'acme_hr.one', arguments: {} })
  await subscribe({ ttlMs: 10 * SECOND })
  to.answers(() => ({ status: 503 }))
  const ids = [await send({ name: 'Zoë' })]
  await pollUntil(
    () => now().sent.filter(({ url, headers }) => url === to.url && headers['webhook-id'] === ids[0]).length,
    Boolean
  )
  now().moveClock(11 * SECOND)
  ids.push(await send({ name: 'Ida' }))
  await pollUntil(
    () => now().store.runs.find(ids[1] ?? ''),
    run => run?.status.is === 'succeeded'
  )
  now().moveClock(SECOND)
  await now().store.agentEvents.list()
  to.answers(null)
  expect(await subscribe()).toMatchObject({ truncated: true })
  const areDelivered = () => {
    now().moveClock(SECOND)
    return to.received.length >= 2
  }
  await pollUntil(areDelivered, Boolean)
  expect(new Set(to.events().map(({ eventId }) => eventId))).toEqual(new Set(ids))
})

test('a client that subscribes twice at once gets each event once', async () => {
  const { to, subscribe, send, now } = await open()
  await now().backend.agents.forget({ memberId: 'uma', clientKey: 'key:1' })
  await Promise.all([subscribe(), subscribe()])
  expect(await now().store.agentEvents.list()).toHaveLength(1)
  await send({ name: 'Zoë' })
  await until(to, 2)
  await send({ name: 'Ida' })
  await pollUntil(() => to.events().some(({ data }) => data.name === 'Ida'), Boolean)
  expect(to.events().map(({ data }) => data.name)).toEqual(['Zoë', 'Ida'])
})
