import { MINUTE, SECOND } from '@hookwright/model'
import { expect, test, vi } from 'vitest'
import { callEvents, testAgent } from '../testing/agent-client.ts'
import { codeOf, openAgentEvents } from '../testing/open-agent-events.ts'
import { pollUntil } from '../testing/poll-until.ts'

type Opened = Awaited<ReturnType<typeof openAgentEvents>>

/** Starts a stream of the event `acme_hr.one` and records the notifications to the client in `told`. */
const streamOne = ({ now }: Opened) => {
  const told: [string, Record<string, unknown>][] = []
  const leaving = new AbortController()
  const streaming = callEvents(
    now().backend,
    'events/stream',
    { name: 'acme_hr.one', arguments: {} },
    {
      exchange: {
        requestId: 7,
        signal: leaving.signal,
        notify: async (method, params) => {
          told.push([method, params])
        }
      }
    }
  )
  return {
    told,
    count: (kind: string): number => told.filter(([method]) => method.endsWith(`/${kind}`)).length,
    leave: async () => {
      leaving.abort()
      await streaming
    }
  }
}

test('a stream confirms the subscription, sends events and heartbeats, and ends when its client disconnects', async () => {
  const opened = await openAgentEvents()
  const { now, service, send } = opened
  const { told, leave } = streamOne(opened)
  await pollUntil(
    () => told.length,
    count => count === 1
  )
  const id = await send({ name: 'Zoë' })
  await pollUntil(
    () => told.length,
    count => count === 2
  )
  now().moveClock(16 * SECOND)
  await pollUntil(
    () => told.length,
    count => count === 3
  )
  const meta = { 'io.modelcontextprotocol/subscriptionId': 7 }
  expect(told).toMatchObject([
    ['notifications/events/active', { truncated: false, _meta: meta }],
    ['notifications/events/event', { eventId: id, data: { name: 'Zoë' }, _meta: meta }],
    ['notifications/events/heartbeat', { cursor: expect.any(String), _meta: meta }]
  ])
  await leave()
  now().moveClock(2 * MINUTE)
  await pollUntil(
    () => service.registered.size,
    count => count === 0
  )
})

test('a stream without events stays open for minutes, with a heartbeat every 15 seconds', async () => {
  const opened = await openAgentEvents()
  const { now, service } = opened
  const { count, leave } = streamOne(opened)
  await pollUntil(() => count('active'), Boolean)
  for (let beats = 1; beats <= 12; beats += 1) {
    for (let second = 0; second < 15; second += 1) {
      now().moveClock(SECOND)
      await now().store.agentEvents.list()
      await now().store.agentEvents.watches()
    }
    await pollUntil(
      () => count('heartbeat'),
      seen => seen >= beats
    )
  }
  expect([count('terminated'), service.registered.size]).toEqual([0, 1])
  await leave()
})

test('a stream with an event every few seconds sends heartbeats, too', async () => {
  const opened = await openAgentEvents()
  const { now, service, send } = opened
  const { count, leave } = streamOne(opened)
  await pollUntil(() => count('active'), Boolean)
  for (let sent = 1; sent <= 36; sent += 1) {
    now().moveClock(5 * SECOND)
    await send({ name: `Person ${sent}` })
    await pollUntil(
      () => count('event'),
      seen => seen === sent
    )
  }
  expect(count('heartbeat')).toBeGreaterThanOrEqual(9)
  expect([count('terminated'), service.registered.size]).toEqual([0, 1])
  await leave()
})

test('a cursor of long ago skips to the maximum age that the client sets, without reading older events', async () => {
  const { now, send } = await openAgentEvents()
  const poll = (more: object = {}) =>
    callEvents(now().backend, 'events/poll', { name: 'acme_hr.one', arguments: {}, ...more })
  await poll()
  const old = [await send({ name: 'Zoë' }), await send({ name: 'Ida' })]
  await pollUntil(
    () => poll({ cursor: '1.0.a.0' }),
    ({ events }) => (events as unknown[]).length === old.length
  )
  now().moveClock(5 * MINUTE)
  const young = await send({ name: 'Uwe' })
  await pollUntil(
    () => now().store.runs.find(young),
    run => run?.status.is === 'succeeded'
  )
  const reading = vi.spyOn(now().store.agentEvents, 'events')
  const polled = await poll({ cursor: '1.0.a.0', maxAgeMs: MINUTE })
  expect(polled).toMatchObject({ events: [{ eventId: young }], truncated: true })
  expect(reading).toHaveBeenCalledTimes(1)
})

test('each client has a limited number of open streams of its own', async () => {
  const opened = await openAgentEvents()
  const streams = Array.from({ length: 20 }, () => streamOne(opened))
  await pollUntil(
    () => streams.filter(({ count }) => count('active') === 1).length,
    count => count === 20
  )
  const more = (agent = testAgent()) =>
    callEvents(opened.now().backend, 'events/stream', { name: 'acme_hr.one' }, { agent })
  await expect(more()).rejects.toMatchObject({
    code: 'agent-events.too-many',
    details: { most: 20, limit: 'streams' }
  })
  const other = testAgent({ clientKey: 'key:2', member: { ...testAgent().member, role: 'viewer' } })
  expect(await codeOf(more(other))).toBe('agent-events.forbidden')
  await streams[0]?.leave()
  const { count, leave } = streamOne(opened)
  await pollUntil(() => count('active'), Boolean)
  await Promise.all([leave(), ...streams.slice(1).map(each => each.leave())])
})

test('an event that a client polls counts as a subscription before its flow exists', async () => {
  const { now } = await openAgentEvents({ topics: true })
  const poll = (topic: string) =>
    callEvents(now().backend, 'events/poll', { name: 'acme_hr.one', arguments: { topic } })
  await poll('leave')
  vi.spyOn(now().store.agentEvents, 'count').mockResolvedValue(1_000)
  expect(await codeOf(poll('pay'))).toBe('agent-events.too-many')
  expect(await now().store.agentEvents.watches()).toHaveLength(1)
  expect(await codeOf(poll('leave'))).toBe('none')
})
