import { DAY, HOUR, type Id } from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { addNotifyingFlow, drawConnector } from '../testing/draw.ts'
import { deliver, turnOn } from '../testing/event.ts'
import { manualClock } from '../testing/manual-clock.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'
import { createRetentionSweep } from './sweep-retention.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

/** Opens a flow that is on and has run for this many deliveries. */
const ranFor = async (
  one: TestBackend,
  count: number
): Promise<{ flowId: Id; ids: Id[]; eventUrl: string }> => {
  const flowId = await addNotifyingFlow(one.backend, await drawConnector(one.backend), 'one')
  const { eventUrl } = await turnOn(one, flowId)
  const ids = await Promise.all(
    Array.from({ length: count }, (_, at) => deliver(one, eventUrl, { name: `${at}` }))
  )
  await pollUntil(
    () => one.store.deliveries.list({ scope: { flowId }, status: 'done', limit: 500 }),
    ({ rows }) => rows.length === count
  )
  return { flowId, ids, eventUrl }
}

const keptOf = async ({ store }: TestBackend, ids: Id[]): Promise<number> => {
  const found = await Promise.all(ids.map(id => store.deliveries.find(id)))
  return found.filter(each => each?.arrival).length
}

const cleared = (one: TestBackend, flowId: Id) =>
  pollUntil(
    () => one.backend.keeping.ofFlow(flowId),
    ({ clearing }) => clearing?.status.is === 'done'
  )

test('clearing deletes the data of a flow, names the data that has to stay, and continues saving', async () => {
  const one = await openBackend(folder)
  const { flowId, ids, eventUrl } = await ranFor(one, 60)
  await one.backend.subscriptions.pause(flowId, true)
  const waiting = await deliver(one, eventUrl, { name: 'later' })
  expect(await one.backend.keeping.ofFlow(flowId)).toMatchObject({
    saveAll: true,
    kept: { deliveries: 61, runs: 60, needed: { accepted: 1, open: 0, onHold: 0 } },
    clearing: null
  })
  await one.backend.keeping.clear(flowId, { thenStops: false })
  const { saveAll, kept, clearing } = await cleared(one, flowId)
  expect(clearing).toMatchObject({ done: 120, needed: { accepted: 1, open: 0, onHold: 0 } })
  expect([saveAll, kept.deliveries, kept.runs]).toEqual([true, 1, 0])
  expect(await keptOf(one, ids)).toBe(0)
  await one.backend.subscriptions.pause(flowId, false)
  await pollUntil(
    () => one.store.runs.find(waiting),
    run => run?.status.is === 'succeeded'
  )
  expect(await keptOf(one, [waiting])).toBe(1)
  await one.crash()
})

test('clearing can also stop saving, which is a save of the draft', async () => {
  const one = await openBackend(folder)
  const { flowId, ids, eventUrl } = await ranFor(one, 3)
  const { draftNo } = (await one.backend.flows.get(flowId)).flow
  await one.backend.keeping.clear(flowId, { thenStops: true })
  await cleared(one, flowId)
  expect((await one.backend.flows.get(flowId)).flow).toMatchObject({ saveAll: false, draftNo: draftNo + 1 })
  const after = await deliver(one, eventUrl, { name: 'after' })
  await pollUntil(
    () => one.store.runs.find(after),
    run => run?.status.is === 'succeeded'
  )
  expect(await keptOf(one, [...ids, after])).toBe(0)
  await one.crash()
})

test('clearing continues after a restart, for one flow and for all', async () => {
  const one = await openBackend(folder)
  const { flowId, ids } = await ranFor(one, 60)
  const { clear } = one.store.keeping
  let bites = 0
  one.store.keeping.clear = (...params) => (bites++ < 2 ? clear(...params) : new Promise(() => {}))
  expect(await one.backend.keeping.clearAll({ thenStops: false })).toEqual({ flows: 1 })
  await pollUntil(
    () => bites,
    seen => seen === 3
  )
  expect(await keptOf(one, ids)).toBeGreaterThan(0)
  await one.crash()

  const two = await openBackend(folder)
  await two.backend.recover()
  await cleared(two, flowId)
  expect(await keptOf(two, ids)).toBe(0)
  expect(await two.backend.keeping.clearings()).toHaveLength(1)
  await two.crash()
})

test('flows are cleared one after the other, and a failure does not delay the others', async () => {
  const one = await openBackend(folder)
  const drawn = await drawConnector(one.backend)
  const flowIds: Id[] = []
  while (flowIds.length < 4) flowIds.push(await addNotifyingFlow(one.backend, drawn, 'one'))
  const { clear } = one.store.keeping
  const walked: Id[] = []
  let atOnce = 0
  let most = 0
  let fails = true
  one.store.keeping.clear = async (flowId, of) => {
    most = Math.max(most, ++atOnce)
    await new Promise(setImmediate)
    atOnce--
    if (walked.at(-1) !== flowId) walked.push(flowId)
    if (fails && flowId === flowIds[1]) throw new Error('The disk did not answer.')
    return clear(flowId, of)
  }
  expect(await one.backend.keeping.clearAll({ thenStops: false })).toEqual({ flows: 4 })
  const { clearings } = one.backend.keeping
  expect((await clearings()).map(({ status }) => status.is)).toEqual(Array(4).fill('running'))
  const waits = await pollUntil(clearings, all => all.every(({ status }) => status.is !== 'running'))
  expect(waits.filter(({ status }) => status.is === 'failed').map(({ flowId }) => flowId)).toEqual([
    flowIds[1]
  ])
  expect(walked).toHaveLength(4)
  expect(most).toBe(1)
  fails = false
  one.moveClock(11_000)
  await cleared(one, flowIds[1] ?? '')
  await one.crash()
})

test('data past its retention period is deleted in batches with pauses between them, every hour and on request', async () => {
  const one = await openBackend(folder)
  const { ids } = await ranFor(one, 100)
  const clock = manualClock()
  // The clock of the test begins in the year 1970; what was kept is of today.
  const ahead = Date.now() + 10 * DAY
  let rests = 0
  const sweep = createRetentionSweep({
    store: one.store,
    effects: {
      clock: () => ahead + clock.clock(),
      after: (delay, act) => {
        rests++
        return clock.after(delay, act)
      },
      log: () => {},
      bodyThread: null
    },
    rules: { get: async () => ({ payloadDays: 5, metadataDays: 20, redaction: [] }) },
    subscriptionCache: { byId: async () => null },
    hideOpen: async () => {}
  })
  await clock.move(29_000)
  expect(await keptOf(one, ids)).toBe(100)
  // A pause begins when the disk has answered, which a busy machine does later than the clock moves.
  for (let minutes = 0; minutes < 30 && (await keptOf(one, ids)) > 0; minutes++) await clock.move(60_000)
  expect(await keptOf(one, ids)).toBe(0)
  expect(rests).toBeGreaterThan(5)
  expect((await one.store.deliveries.list({ limit: 200 })).rows).toHaveLength(100)
  await clock.move(11 * DAY)
  expect((await one.store.deliveries.list({ limit: 200 })).rows.length).toBeLessThan(2)
  await clock.move(HOUR)
  const before = rests
  sweep.soon()
  await clock.move(5_000)
  expect(rests).toBeGreaterThan(before)
  sweep.stop()
  expect(clock.waiting()).toBe(0)
  await one.crash()
})
