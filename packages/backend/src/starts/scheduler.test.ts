import {
  type Card,
  type Id,
  type JsonObject,
  literal,
  MINUTE,
  pill,
  SECOND,
  startCardOf
} from '@hookwright/model'
import { beforeEach, expect, test } from 'vitest'
import { turnOn } from '../testing/event.ts'
import { openBackend, type TestBackend, testFolder } from '../testing/open-backend.ts'
import { pollUntil } from '../testing/poll-until.ts'

let folder: string
beforeEach(() => {
  folder = testFolder()
})

const everyMinutes = (count: number): JsonObject => ({
  every: 'minutes',
  count,
  at: '07:00',
  days: [1],
  cron: '0 7 * * *',
  zone: 'Europe/Berlin',
  atOnce: 'any'
})

/** Adds a user's flow that sends each tick to the service. */
const addScheduled = async ({ backend }: TestBackend, config = everyMinutes(5)): Promise<Id> => {
  const start: Card = { id: 'start', type: 'scheduled', config, inputs: {} }
  const tell: Card = {
    id: 'tell',
    type: 'raw-request',
    config: { method: 'POST', expectJson: false },
    inputs: { url: literal('/tick'), body: pill('start', 'scheduledAt') }
  }
  const doc = { schemaVersion: 1 as const, strip: ['start', 'tell'], cards: { start, tell } }
  return (await backend.flows.create({ connectorId: null, ownerId: 'uma', name: 'Nightly', doc })).id
}

const open = async (): Promise<TestBackend> => {
  const one = await openBackend(folder)
  await one.backend.resume()
  await one.backend.recover()
  return one
}

const runsOf = async ({ backend }: TestBackend, flowId: Id) =>
  (await backend.runs.list({ scope: { flowId }, limit: 50 })).rows

/** Waits until a flow has this many ended runs. */
const ended = (one: TestBackend, flowId: Id, count: number) =>
  pollUntil(
    () => runsOf(one, flowId),
    rows => rows.filter(({ status }) => status.is === 'succeeded').length >= count
  )

const outputsOf = async ({ backend }: TestBackend, runId: Id | undefined) =>
  (await backend.runs.open(runId ?? '')).run.steps?.[0]?.outputs

const planOf = async ({ store }: TestBackend, flowId: Id) =>
  store.schedules.find((await store.subscriptions.wantedOf(flowId))?.id ?? '')

const planned = (one: TestBackend, flowId: Id) =>
  pollUntil(
    () => planOf(one, flowId),
    plan => plan !== null
  )

test('a scheduled flow is on at once and runs at each tick with its time', async () => {
  const one = await open()
  const flowId = await addScheduled(one)
  expect(await one.backend.subscriptions.blockers(flowId)).toEqual([])
  await turnOn(one, flowId)
  const nextAt = (await planned(one, flowId))?.nextAt ?? 0
  expect(nextAt).toBeGreaterThan(one.clock())
  expect(nextAt % (5 * MINUTE)).toBe(0)
  one.moveClock(nextAt - one.clock())
  const [first] = await ended(one, flowId, 1)
  expect(await outputsOf(one, first?.id)).toEqual({
    scheduledAt: new Date(nextAt).toISOString(),
    late: false,
    previousTick: null
  })
  const { delivery } = await one.backend.runs.open(first?.id ?? '')
  expect(delivery).toMatchObject({ method: 'SCHEDULE', status: { is: 'done' } })
  one.moveClock(5 * MINUTE)
  const [second] = await ended(one, flowId, 2)
  expect(await outputsOf(one, second?.id)).toEqual({
    scheduledAt: new Date(nextAt + 5 * MINUTE).toISOString(),
    late: false,
    previousTick: new Date(nextAt).toISOString()
  })
  // A replay has the values of its delivery.
  await one.backend.deliveries.replay(delivery?.id ?? '')
  const [replayed] = await ended(one, flowId, 3)
  expect(await outputsOf(one, replayed?.id)).toEqual(await outputsOf(one, first?.id))
  await one.crash()
})

test('the latest of the ticks that a stop missed runs once, marked as late', async () => {
  const before = await open()
  const flowId = await addScheduled(before)
  await turnOn(before, flowId)
  const nextAt = (await planned(before, flowId))?.nextAt ?? 0
  await before.crash()
  const after = await openBackend(folder)
  after.moveClock(nextAt + 12 * MINUTE - after.clock())
  await after.backend.resume()
  await after.backend.recover()
  const [run] = await ended(after, flowId, 1)
  expect(await outputsOf(after, run?.id)).toEqual({
    scheduledAt: new Date(nextAt + 10 * MINUTE).toISOString(),
    late: true,
    previousTick: null
  })
  expect(await planOf(after, flowId)).toMatchObject({ nextAt: nextAt + 15 * MINUTE })
  expect(await runsOf(after, flowId)).toHaveLength(1)
  await after.crash()
})

test('a paused flow keeps no backlog: the latest tick runs once when it is resumed', async () => {
  const one = await open()
  // Just past a tick, so that the next one is not due before the flow is paused.
  one.moveClock(5 * MINUTE - (one.clock() % (5 * MINUTE)) + SECOND)
  const flowId = await addScheduled(one)
  await turnOn(one, flowId)
  const nextAt = (await planned(one, flowId))?.nextAt ?? 0
  await one.backend.subscriptions.pause(flowId, true)
  one.moveClock(nextAt + 12 * MINUTE - one.clock())
  expect(await runsOf(one, flowId)).toEqual([])
  await one.backend.subscriptions.pause(flowId, false)
  const [run] = await ended(one, flowId, 1)
  expect(await outputsOf(one, run?.id)).toMatchObject({
    scheduledAt: new Date(nextAt + 10 * MINUTE).toISOString(),
    late: true
  })
  await one.crash()
})

test('a new schedule is planned when it is applied, and a flow that is off has no plan', async () => {
  const one = await open()
  const flowId = await addScheduled(one)
  await turnOn(one, flowId)
  const before = await planned(one, flowId)
  const flow = await one.store.flows.find(flowId)
  const start = flow && startCardOf(flow.doc)
  if (!flow || !start) throw new Error('The flow has a start card.')
  const doc = { ...flow.doc, cards: { ...flow.doc.cards, start: { ...start, config: everyMinutes(7) } } }
  await one.backend.flows.save(flowId, { ...flow, doc }, flow.draftNo)
  await one.backend.subscriptions.applyChanges(flowId)
  const after = await pollUntil(
    () => planOf(one, flowId),
    plan => plan?.schedule.every === 'minutes' && plan.schedule.count === 7
  )
  expect(after?.subscriptionId).toBe(before?.subscriptionId)
  await one.backend.subscriptions.switchOff(flowId)
  await pollUntil(
    () => one.store.schedules.find(before?.subscriptionId ?? ''),
    plan => plan === null
  )
  await one.crash()
})

test.each([
  [{ ...everyMinutes(5), every: 'cron', cron: '* * * * * *' }, 'A schedule cannot have seconds'],
  [{ ...everyMinutes(5), every: 'cron', cron: '0 0 30 2 *' }, 'This schedule never runs'],
  [{ ...everyMinutes(5), every: 'cron', cron: 'soon' }, 'A cron expression has five fields'],
  [everyMinutes(0), 'Enter at least 1']
])('the schedule %j keeps a flow off, with the reason', async (config, why) => {
  const one = await open()
  const flowId = await addScheduled(one, config)
  expect(await one.backend.subscriptions.blockers(flowId)).toMatchObject([
    { card: 'start', message: expect.stringContaining(why) }
  ])
  await one.crash()
})

test('fifty repeatedly failing schedules do not block others', async () => {
  const failing = new Set<Id>()
  const one = await openBackend(
    folder,
    undefined,
    {},
    {
      store: store => ({
        ...store,
        schedules: {
          ...store.schedules,
          tick: async tick => {
            if (failing.has(tick.subscriptionId)) throw new Error('It cannot be delivered.')
            return store.schedules.tick(tick)
          }
        }
      })
    }
  )
  await one.backend.resume()
  await one.backend.recover()
  const addFailing = async (): Promise<void> => {
    const { subscriptionId } = await turnOn(one, await addScheduled(one))
    failing.add(subscriptionId)
    await one.store.schedules.plan({
      subscriptionId,
      schedule: { every: 'minutes', count: 5, zone: 'Europe/Berlin' },
      nextAt: one.clock() - MINUTE,
      previousAt: null
    })
  }
  await Promise.all(Array.from({ length: 50 }, addFailing))
  const flowId = await addScheduled(one)
  await turnOn(one, flowId)
  const nextAt = (await planned(one, flowId))?.nextAt ?? 0
  one.moveClock(nextAt - one.clock())
  await ended(one, flowId, 1)
  await one.crash()
}, 30_000)
