import { expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

/**
 * Opens a backend with a flow that sends each name to a service. The service answers once `held` resolves.
 */
const open = async (held: Promise<void> = Promise.resolve()) => {
  const folder = testFolder()
  const one = await openBackend(folder, async ({ url }) => {
    if (url.includes('/names')) await held
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"id":"s1"}' }
  })
  await one.backend.recover()
  const flowId = await addNotifyingFlow(
    one.backend,
    await drawConnector(one.backend, { registers: true }),
    'one'
  )
  return { ...one, flowId }
}

test('requests, runs and attempts at the service are counted as they end', async () => {
  const one = await open()
  const { eventUrl } = await turnOn(one, one.flowId)
  await deliver(one, eventUrl, { name: 'Ada' })
  await deliver(one, eventUrl, { name: 'Ben' })
  const { measurements, subscriptions } = one.backend
  await pollUntil(
    async () => measurements.counts().runs.get('succeeded'),
    count => count === 2
  )
  await subscriptions.switchOff(one.flowId)
  const counts = await pollUntil(
    async () => measurements.counts(),
    ({ attempts }) => attempts.length === 2
  )
  expect([...counts.requests.values()]).toEqual([
    { accepted: 2, duplicate: 0, filtered: 0, handshake: 0, refused: 0 }
  ])
  expect(counts.attempts).toEqual([
    { kind: 'registration', outcome: 'succeeded', count: 1 },
    { kind: 'deregistration', outcome: 'succeeded', count: 1 }
  ])
  for (const kind of ['registration', 'deregistration'] as const) {
    expect(counts.attempting.get(kind)?.counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  }
  const all = (of: { counts: number[] }): number => of.counts.reduce((sum, count) => sum + count, 0)
  expect([all(counts.accepting), all(counts.delay), all(counts.running)]).toEqual([2, 2, 2])
})

test('a delivery with a running run counts as backlog, and gauges are read again after some seconds', async () => {
  let release = (): void => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const one = await open(held)
  const { measurements } = one.backend
  const { eventUrl } = await turnOn(one, one.flowId)
  await deliver(one, eventUrl, { name: 'Ada' })
  const busy = await measurements.gauges()
  expect(busy).toMatchObject({
    backlog: { deliveries: 1, isMore: false },
    cleanupEntries: 0,
    openBreakers: 0
  })
  expect(busy.subscriptions.get('on')).toBe(1)
  expect(busy.size.database).toBeGreaterThan(0)
  expect(busy.connectorKeys.size).toBe(1)
  expect(busy.processes).toBe(1)
  release()
  await pollUntil(
    async () => measurements.counts().runs.get('succeeded'),
    count => count === 1
  )
  expect(await measurements.gauges()).toBe(busy)
  one.moveClock(5_000)
  expect(await measurements.gauges()).toMatchObject({
    queues: [{ queue: 'work', waiting: 0, running: 0 }],
    backlog: { deliveries: 0, oldestAt: null }
  })
})
