import { cardSpecs } from '@hookwright/cards'
import { DAY, HOUR, type Id, type JsonObject, MINUTE, type Millis } from '@hookwright/model'
import { openPostgresStore } from '@hookwright/store/postgres'
import { reuseDatabase } from '@hookwright/store/postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { processOn } from '../testing/timers-of-process.ts'
import { createScheduler } from './scheduler.ts'

const DAYS = 400
const begun = Date.UTC(2026, 0, 15)
const end = begun + DAYS * DAY

const kept: JsonObject = { count: 1, at: '02:30', days: [1], cron: '15 * * * *', atOnce: 'any' }

const daysFrom = (from: Millis): Millis[] => Array.from({ length: DAYS }, (_, day) => from + day * DAY)

/**
 * Returns the ticks of a daily schedule as UTC times. Between the `spring` and `autumn` clock changes, it
 * uses the `summer` time of day, otherwise the `winter` time.
 */
const daily = (times: { winter: Millis; summer: Millis; spring: Millis; autumn: Millis }): Millis[] =>
  daysFrom(begun).map(day => day + (day <= times.spring || day > times.autumn ? times.winter : times.summer))

/**
 * Schedules with their expected ticks. The ticks follow the official times of the clock changes and use no
 * product code.
 */
const drawn: { config: JsonObject; ticks: Millis[] }[] = [
  {
    // Runs in both of the equal hours of 25 October, and not in the hour that 29 March does not have.
    config: { ...kept, every: 'cron', zone: 'Europe/Berlin' },
    ticks: Array.from({ length: DAYS * 24 }, (_, hour) => begun + hour * HOUR + 15 * MINUTE)
  },
  {
    // 02:30 does not exist on 29 March, where it runs at 03:30, and comes twice on 25 October, where it runs once.
    config: { ...kept, every: 'day', zone: 'Europe/Berlin' },
    ticks: daily({
      winter: 90 * MINUTE,
      summer: 30 * MINUTE,
      spring: Date.UTC(2026, 2, 29),
      autumn: Date.UTC(2026, 9, 25)
    })
  },
  {
    // 01:30 comes twice on 1 November, where it runs once.
    config: { ...kept, every: 'day', at: '01:30', zone: 'America/New_York' },
    ticks: daily({
      winter: 6 * HOUR + 30 * MINUTE,
      summer: 5 * HOUR + 30 * MINUTE,
      spring: Date.UTC(2026, 2, 8),
      autumn: Date.UTC(2026, 10, 1)
    })
  }
]

test('in 400 days with both clock changes, one process on PostgreSQL starts hourly and daily schedules at each tick once', {
  timeout: 1_200_000
}, async () => {
  const store = await openPostgresStore({ url: await reuseDatabase(), poolSize: 4 })
  onTestFinished(store.close)
  let now: Millis = begun
  const clock = (): Millis => now
  const one = await openBackend(
    testFolder(),
    undefined,
    {},
    { effects: own => ({ ...own, clock }), store: () => store }
  )
  await one.backend.resume()
  const expected = new Map<Id, Millis[]>()
  for (const { config, ticks } of drawn) {
    const start = { id: 'start', type: 'scheduled', config, inputs: {} }
    const doc = { schemaVersion: 1 as const, strip: ['start'], cards: { start } }
    const { id } = await one.backend.flows.create({ connectorId: null, ownerId: 'uma', name: 'Report', doc })
    expected.set((await turnOn(one, id)).subscriptionId, ticks)
  }
  await one.crash()

  const process = processOn(clock)
  const rules = { of: async () => ({ saveAll: true, redaction: [] }) }
  createScheduler({
    ...{ store, specs: cardSpecs, rules, delivered: () => {} },
    effects: { ...one.effects, clock, after: process.after, log: () => {} }
  }).begin()
  /** Waits until all due ticks are delivered and the next timer is set. Returns the time of the next tick. */
  const settle = async (): Promise<Millis> => {
    for (;;) {
      const earliest = process.isArmed() ? await store.schedules.earliest() : null
      if (earliest !== null && earliest > now) return earliest
      await new Promise(resolve => setImmediate(resolve))
    }
  }
  let next = await settle()
  for (let timer = process.next(end); timer !== undefined; timer = process.next(end)) {
    now = Math.max(now, timer.at)
    timer.act()
    if (next <= now || !process.isArmed()) next = await settle()
  }
  process.kill()

  const started = new Map<Id, { at: Millis; late: boolean; previous: Millis | null }[]>()
  for (const { delivery, arrival } of await store.deliveries.waiting({ limit: 100_000 })) {
    const { scheduledAt, late, previousTick } = JSON.parse(Buffer.from(arrival.body).toString())
    const previous = previousTick === null ? null : Date.parse(previousTick)
    const before = started.get(delivery.subscriptionId) ?? []
    started.set(delivery.subscriptionId, [...before, { at: Date.parse(scheduledAt), late, previous }])
  }
  for (const [id, ticks] of expected) {
    expect(started.get(id)).toEqual(
      ticks.map((at, index) => ({ at, late: false, previous: ticks[index - 1] ?? null }))
    )
  }
})
