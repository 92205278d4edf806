import { type EventType, Fault, HOUR, MINUTE, SECOND } from '@hookwright/model'
import { expect, test } from 'vitest'
import { callEvents, newSecret, type TestCallback, testAgent } from '../testing/agent-client.ts'
import { codeOf, openAgentEvents } from '../testing/open-agent-events.ts'
import { pollUntil } from '../testing/poll-until.ts'

test('deployed webhook events are listed with schemas of their options and outputs', async () => {
  const { now } = await openAgentEvents({ topics: true })
  const { events } = (await callEvents(now().backend, 'events/list', {})) as { events: EventType[] }
  expect(events.map(({ name }) => name)).toEqual(['acme_hr.list', 'acme_hr.one'])
  expect(events[1]).toMatchObject({
    delivery: ['webhook', 'push', 'poll'],
    inputSchema: {
      type: 'object',
      properties: { topic: { title: 'Topic', type: 'string' } },
      required: ['topic'],
      additionalProperties: false
    },
    payloadSchema: { properties: { name: { title: 'Name' } } }
  })
})

test('subscribing registers, delivers signed events, and the last unsubscribe deregisters', async () => {
  const { now, service, callback, subscribe, unsubscribe, send } = await openAgentEvents()
  const to = callback()
  const subscribed = await subscribe(to, { ttlMs: HOUR })
  expect(subscribed).toMatchObject({ resultType: 'complete', truncated: false, cursor: expect.any(String) })
  expect(Date.parse(String(subscribed.refreshBefore)) - now().clock()).toBeLessThanOrEqual(HOUR)
  expect(service.registered.size).toBe(1)
  const id = await send({ name: 'Zoë' })
  await pollUntil(
    () => to.received.length,
    count => count === 1
  )
  expect(to.received[0]).toMatchObject({
    id,
    subscription: subscribed.id,
    body: { eventId: id, name: 'acme_hr.one', data: { name: 'Zoë' }, cursor: expect.any(String) }
  })
  await subscribe(to)
  expect(await unsubscribe(to)).toEqual({ resultType: 'complete' })
  const { rows } = await now().backend.audit.list({ limit: 9 })
  expect(rows.map(({ act, notes }) => [act, notes.client, notes.event])).toEqual([
    ['agents.unsubscribe', 'Agent of Uma', 'acme_hr.one'],
    ['agents.subscribe', 'Agent of Uma', 'acme_hr.one']
  ])
  await pollUntil(
    () => service.registered.size,
    count => count === 0
  )
})

test('fifty clients of one event share one registration, and each gets every event', async () => {
  const { service, callback, subscribe, send, unsubscribe } = await openAgentEvents()
  const all = Array.from({ length: 50 }, callback)
  await Promise.all(all.map((to, at) => subscribe(to, {}, testAgent({ clientKey: `key:${at}` }))))
  expect(service.takeCounts()).toEqual({ registrations: 1, deregistrations: 0 })
  await send({ name: 'Zoë' })
  await pollUntil(
    () => all.filter(to => to.received.length === 1).length,
    count => count === 50
  )
  expect(await codeOf(unsubscribe(all[3] ?? callback()))).toBe('agent-events.unknown-subscription')
})

test('clients that subscribe at once after the flow of their event was deleted share a new one', async () => {
  const { now, service, callback, subscribe, unsubscribe } = await openAgentEvents()
  const all = Array.from({ length: 5 }, callback)
  await subscribe(all[0] ?? callback())
  const [before] = await now().store.agentEvents.list()
  const flowId = before?.flowId ?? ''
  await now().backend.subscriptions.switchOff(flowId)
  await pollUntil(
    async () => (await now().store.agentEvents.list()).length + service.registered.size,
    count => count === 0
  )
  await now().store.flows.remove(flowId, now().clock())
  service.takeCounts()
  await Promise.all(all.map(to => subscribe(to)))
  expect(service.takeCounts().registrations).toBe(1)
  const watched = (await now().store.agentEvents.list()).map(each => each.flowId)
  expect(new Set(watched).size).toBe(1)
  for (const to of all) await unsubscribe(to)
  await pollUntil(
    () => service.registered.size,
    count => count === 0
  )
})

test('a subscription that lapsed while the server was down ends at the next start, after the events before it are delivered', async () => {
  const { service, callback, subscribe, send, reopen, now } = await openAgentEvents()
  const to = callback()
  await subscribe(to, { ttlMs: 10 * SECOND })
  to.answers(() => ({ status: 503 }))
  const id = await send({ name: 'Zoë' })
  await pollUntil(
    () => now().store.runs.find(id),
    run => run?.status.is === 'succeeded'
  )
  await reopen(() => to.answers(null))
  now().moveClock(MINUTE)
  await pollUntil(
    () => service.registered.size,
    count => count === 0
  )
  await pollUntil(
    () => to.received.map(each => each.id),
    ids => ids.includes(id)
  )
  await pollUntil(
    async () => (await now().store.agentEvents.list()).length,
    count => count === 0
  )
})

test('bad input gets the error that the specification names, and registers nothing', async () => {
  const { now, service, callback, subscribe } = await openAgentEvents({ topics: true })
  const to = callback()
  const delivery = { mode: 'webhook', url: to.url, secret: to.secret }
  const topic = { arguments: { topic: 'leave' } }
  const cases: [string, object][] = [
    ['agent-events.unknown-event', { name: 'acme_hr.none' }],
    ['agents.invalid-params', { arguments: {} }],
    ['agents.invalid-params', { arguments: { topic: 7 } }],
    ['agents.invalid-params', { arguments: { topic: 'a', more: 1 } }],
    ['agents.invalid-params', { arguments: 'topic' }],
    ['agents.invalid-params', { ...topic, delivery: { ...delivery, secret: newSecret(23) } }],
    ['agents.invalid-params', { ...topic, delivery: { ...delivery, secret: newSecret(65) } }],
    ['agents.invalid-params', { ...topic, delivery: { ...delivery, url: 'http://agent.example/' } }],
    ['agents.invalid-params', { ...topic, delivery: { ...delivery, url: 'agent' } }],
    ['agent-events.unsupported', { ...topic, delivery: { ...delivery, mode: 'pigeon' } }]
  ]
  for (const [code, more] of cases) expect([code, await codeOf(subscribe(to, more))]).toEqual([code, code])
  const answers: [string, Parameters<TestCallback['answers']>[0]][] = [
    ['html', () => ({ status: 200, body: '<html>Hello</html>' })],
    ['redirect', () => ({ status: 302, headers: { location: 'https://other.example/' } })],
    ['another challenge', () => ({ status: 200, body: '{"challenge":"other"}' })],
    [
      'timeout',
      () => {
        throw new Fault('http.timed-out', { method: 'POST', url: to.url, seconds: 8, sent: 'maybe' })
      }
    ]
  ]
  const reasons: unknown[] = []
  for (const [, answer] of answers) {
    to.answers(answer)
    reasons.push(await subscribe(to, topic).catch((thrown: Fault) => thrown.details.reason))
  }
  expect(reasons).toEqual(['challenge_failed', 'challenge_failed', 'challenge_failed', 'timeout'])
  const viewer = testAgent({ member: { id: 'vi', name: 'Vi', role: 'viewer', ownItemsOnly: false } })
  expect(await codeOf(subscribe(to, topic, viewer))).toBe('agent-events.forbidden')
  expect([service.takeCounts().registrations, await now().store.agentEvents.list()]).toEqual([0, []])
})

test('a client has a thousand subscriptions at most, and none of a service that refuses to register', async () => {
  const { now, service, callback, subscribe } = await openAgentEvents()
  const to = callback()
  service.refuse(true)
  const refused = subscribe(to)
  expect(await codeOf(refused)).toBe('agent-events.not-registered')
  expect(await now().store.agentEvents.list()).toEqual([])
  service.refuse(false)
  await subscribe(to)
  const [one] = await now().store.agentEvents.list()
  if (one === undefined) throw new Error('There is one.')
  const { newId } = now().effects
  await Promise.all(
    Array.from({ length: 999 }, () =>
      now().store.agentEvents.put({ ...one, mode: 'poll', webhook: null, id: newId(), handle: newId() })
    )
  )
  expect(await codeOf(subscribe(callback()))).toBe('agent-events.too-many')
  expect(await codeOf(subscribe(to))).toBe('none')
})

test('a refused event is retried with the same id, and a refresh replaces the secret for both to verify', async () => {
  const { callback, subscribe, send, now } = await openAgentEvents()
  const to = callback()
  await subscribe(to)
  to.answers(() => ({ status: 503 }))
  const id = await send({ name: 'Zoë' })
  await pollUntil(
    () => now().sent.filter(({ url, headers }) => url === to.url && headers['webhook-id'] === id).length,
    count => count === 1
  )
  to.answers(null)
  now().moveClock(2 * SECOND)
  await pollUntil(
    () => to.received.length,
    count => count === 1
  )
  const former = to.secret
  const secret = newSecret()
  await subscribe(to, { delivery: { mode: 'webhook', url: to.url, secret } })
  await send({ name: 'Ida' })
  await pollUntil(
    () => to.received.length,
    count => count === 2
  )
  to.secret = secret
  await send({ name: 'Uwe' })
  await pollUntil(
    () => to.received.length,
    count => count === 3
  )
  expect(former).not.toBe(secret)
  expect(to.events().map(({ data }) => data.name)).toEqual(['Zoë', 'Ida', 'Uwe'])
})

test('records of a list are events of their own, in order', async () => {
  const { callback, subscribe, send } = await openAgentEvents()
  const to = callback()
  await subscribe(to, { name: 'acme_hr.list' })
  const id = await send([{ name: 'Zoë' }, { name: 'Ida' }])
  await pollUntil(
    () => to.received.length,
    count => count === 2
  )
  expect(
    to
      .events()
      .map(({ eventId, data }) => [eventId, data.name])
      .toSorted()
  ).toEqual([
    [`${id}-0`, 'Zoë'],
    [`${id}-1`, 'Ida']
  ])
})

test('a poll starts at the current position, returns later events, and its lease expires', async () => {
  const { now, service, send } = await openAgentEvents()
  const poll = (more: object = {}) =>
    callEvents(now().backend, 'events/poll', { name: 'acme_hr.one', arguments: {}, ...more })
  const first = await poll()
  expect(first).toMatchObject({ events: [], truncated: false, hasMore: false, nextPollMs: 5 * SECOND })
  expect(service.registered.size).toBe(1)
  const ids = [await send({ name: 'Zoë' }), await send({ name: 'Ida' })]
  const all = await pollUntil(
    () => poll({ cursor: first.cursor }),
    ({ events }) => (events as unknown[]).length === 2
  )
  expect(all).toMatchObject({ events: ids.map(eventId => ({ eventId })), truncated: false })
  const one = await poll({ cursor: first.cursor, maxEvents: 1 })
  expect(one).toMatchObject({ events: [{ eventId: ids[0] }], hasMore: true })
  expect(await poll({ cursor: one.cursor })).toMatchObject({ events: [{ eventId: ids[1] }] })
  now().moveClock(20 * MINUTE)
  await pollUntil(
    () => service.registered.size,
    count => count === 0
  )
  expect(await poll({ cursor: one.cursor })).toMatchObject({ truncated: true })
  expect(await poll({ cursor: 'of somebody else' })).toMatchObject({ events: [], truncated: true })
})

test('a member chooses among connections, shares the registration of a shared one, and loses it with the share', async () => {
  const { now, service, drawn, callback, subscribe } = await openAgentEvents({ hasKey: true })
  const { backend, roles } = now()
  for (const id of ['uma', 'ben']) roles.set(id, 'user')
  const ben = testAgent({
    memberId: 'ben',
    clientKey: 'key:2',
    member: { id: 'ben', name: 'Ben', role: 'user', ownItemsOnly: true }
  })
  const account = async (name: string) =>
    backend.connections.create({
      ...{ connectorId: drawn.connectorId, purpose: 'user', ownerId: 'uma', name },
      values: { secret: name }
    })
  expect(await codeOf(subscribe(callback()))).toBe('agent-events.unknown-event')
  const first = await account('Acme')
  await subscribe(callback())
  await account('Acme Labs')
  expect(await codeOf(subscribe(callback()))).toBe('agents.invalid-params')
  await subscribe(callback(), { arguments: { connection: first.id } })
  expect(await codeOf(subscribe(callback(), {}, ben))).toBe('agent-events.unknown-event')
  await backend.sharing.share(first.id, [{ with: 'person', personId: 'ben' }], 'uma')
  const to = callback()
  await subscribe(to, {}, ben)
  expect(service.takeCounts().registrations).toBe(1)
  expect(await codeOf(backend.connections.remove(first.id))).toBe('connection.in-use')
  await backend.sharing.share(first.id, [], 'uma')
  now().moveClock(MINUTE)
  await pollUntil(
    () => to.received.length,
    count => count === 1
  )
  expect(to.received[0]?.body).toMatchObject({ type: 'terminated', error: { message: 'Forbidden' } })
  expect(service.registered.size).toBe(1)
})
