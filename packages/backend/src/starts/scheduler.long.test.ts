import { cardSpecs } from '@hookwright/cards'
import {
  DAY,
  type Id,
  type JsonObject,
  latestTick,
  type Millis,
  nextTick,
  type Schedule
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import { openPostgresStore } from '@hookwright/store/postgres'
import { makeDatabase } from '@hookwright/store/postgres/testing'
import { openSqliteStore } from '@hookwright/store/sqlite'
import { expect, inject, test } from 'vitest'
import { turnOn } from '../testing/event.ts'
import { openBackend, testFolder } from '../testing/open-backend.ts'
import { processOn } from '../testing/timers-of-process.ts'
import { createScheduler } from './scheduler.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Number of simulated days, and of restarts during them. PostgreSQL has its own number, since a restart
     * takes longer there.
     */
    schedules: { days: number; restarts: number; onPostgres: number }
  }
}

const { days: DAYS, restarts, onPostgres } = inject('schedules')

/** Tested databases. Each has a number of restarts, and a function that opens the store. */
const databases = [
  {
    database: 'SQLite',
    RESTARTS: restarts,
    opening: async () => (folder: string) => openSqliteStore({ folder })
  },
  {
    database: 'PostgreSQL',
    RESTARTS: onPostgres,
    opening: async () => {
      const url = await makeDatabase()
      return (): Promise<Store> => openPostgresStore({ url, poolSize: 4 })
    }
  }
]

const kept: JsonObject = { count: 90, at: '02:30', days: [0, 1, 4], cron: '15 * * * *', atOnce: 'any' }

/** Schedules to simulate. Some of their ticks are in hours that the clock change skips or repeats. */
const drawn: { config: JsonObject; schedule: Schedule }[] = [
  {
    config: { ...kept, every: 'minutes', zone: 'Europe/Berlin' },
    schedule: { every: 'minutes', count: 90, zone: 'Europe/Berlin' }
  },
  {
    config: { ...kept, every: 'day', zone: 'Europe/Berlin' },
    schedule: { every: 'day', at: '02:30', zone: 'Europe/Berlin' }
  },
  {
    config: { ...kept, every: 'weekdays', zone: 'America/New_York' },
    schedule: { every: 'weekdays', days: [0, 1, 4], at: '02:30', zone: 'America/New_York' }
  },
  {
    config: { ...kept, every: 'cron', zone: 'Australia/Lord_Howe' },
    schedule: { every: 'cron', text: '15 * * * *', zone: 'Australia/Lord_Howe' }
  }
]

/** Returns a generator of pseudorandom numbers between 0 and 1. The same seed produces the same numbers. */
const numbersFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

interface Span {
  from: Millis
  to: Millis
}

const ticksIn = (schedule: Schedule, { from, to }: Span): Millis[] => {
  const ticks: Millis[] = []
  for (let at = nextTick(schedule, from - 1); at !== null && at <= to; at = nextTick(schedule, at))
    ticks.push(at)
  return ticks
}

test.each(databases)(
  'over many days and restarts on $database no tick runs twice, and the latest tick of each outage runs once',
  async ({ database, RESTARTS, opening }) => {
    const folder = testFolder()
    const open = await opening()
    const seed = Date.now() % 1_000_000
    const draw = numbersFrom(seed)
    const begun = Date.UTC(2026, 0, 15, 10)
    let now = begun
    const clock = (): Millis => now

    // The store of SQLite comes with the folder, which is made for it.
    const first = database === 'SQLite' ? null : await open(folder)
    const one = await openBackend(
      folder,
      undefined,
      {},
      { effects: effects => ({ ...effects, clock }), ...(first !== null && { store: () => first }) }
    )
    await one.backend.resume()
    const flows = new Map<Id, Schedule>()
    for (const { config, schedule } of drawn) {
      const start = { id: 'start', type: 'scheduled', config, inputs: {} }
      const doc = { schemaVersion: 1 as const, strip: ['start'], cards: { start } }
      const { id } = await one.backend.flows.create({
        connectorId: null,
        ownerId: 'uma',
        name: config.every as string,
        doc
      })
      const { subscriptionId } = await turnOn(one, id)
      flows.set(subscriptionId, schedule)
    }
    await first?.close()
    await one.crash()

    const begin = (store: Store, process: ReturnType<typeof processOn>) => {
      const rules = { of: async () => ({ saveAll: true, redaction: [] }) }
      const effects = { ...one.effects, clock, after: process.after, log: () => {} }
      createScheduler({ store, specs: cardSpecs, effects, rules, delivered: () => {} }).begin()
    }

    /**
     * Waits until all due ticks are delivered and the next timer is set. Returns the time of the next tick.
     */
    const settle = async (store: Store, process: ReturnType<typeof processOn>): Promise<Millis> => {
      for (;;) {
        const [earliest, isArmed] = [await store.schedules.earliest(), process.isArmed()]
        if (isArmed && earliest !== null && earliest > now) return earliest
        await new Promise(resolve => setImmediate(resolve))
      }
    }

    // Longer than the average of both together, since killed processes end early. Drawn spans may still be short of the days.
    const spanLength = (1.6 * DAYS * DAY) / RESTARTS
    const up: Span[] = []
    const cut = new Set<Millis>()
    for (let restart = 0; restart < RESTARTS || now - begun <= DAYS * DAY; restart++) {
      const store = await open(folder)
      const process = processOn(clock)
      const until = now + Math.floor(draw() * spanLength)
      const span = { from: now, to: until }
      begin(store, process)
      let next = await settle(store, process)
      // Every third process is killed in the middle of a tick.
      const killed = restart % 3 === 0
      for (let timer = process.next(until); timer !== undefined; timer = process.next(until)) {
        now = Math.max(now, timer.at)
        timer.act()
        const isTick = next <= now
        if (killed && isTick && draw() < 0.3) {
          cut.add(now)
          span.to = now
          break
        }
        if (isTick || !process.isArmed()) next = await settle(store, process)
      }
      if (!cut.has(now)) now = until
      process.kill()
      await store.close()
      up.push(span)
      now += 1 + Math.floor(draw() * spanLength)
    }

    const store = await open(folder)
    const process = processOn(clock)
    begin(store, process)
    await settle(store, process)
    up.push({ from: now, to: now })
    const ran = new Map<Id, { at: Millis; late: boolean }[]>()
    for (const { delivery, arrival } of await store.deliveries.waiting({ limit: 1_000_000 })) {
      const body = JSON.parse(Buffer.from(arrival.body).toString())
      const at = Date.parse(body.scheduledAt)
      ran.set(delivery.subscriptionId, [...(ran.get(delivery.subscriptionId) ?? []), { at, late: body.late }])
    }
    process.kill()
    await store.close()

    for (const [id, schedule] of flows) {
      const all = ran.get(id) ?? []
      const times = all.map(({ at }) => at)
      expect(new Set(times).size, `seed ${seed}: no tick twice`).toBe(times.length)
      // A tick in whose middle the process was killed may have been delivered before or be the business of the next start.
      const without = <Tick extends { at: Millis }>(ticks: Tick[]) => ticks.filter(({ at }) => !cut.has(at))
      const expected = up.flatMap((span, index) => {
        const before = up[index - 1]?.to ?? begun
        const missed = latestTick(schedule, before + 1, span.from - 1)
        const inside = ticksIn(schedule, span).map(at => ({ at, late: false }))
        return [...(missed === null ? [] : [{ at: missed, late: true }]), ...inside]
      })
      expect(without(all), `seed ${seed}: ${JSON.stringify(schedule)}`).toEqual(without(expected))
      expect(all.filter(({ late }) => late).length).toBeGreaterThan(RESTARTS / 100)
    }
    const starts = [...ran.values()].reduce((sum, { length: count }) => sum + count, 0)
    console.log(
      `${database}: ${starts} starts in ${Math.round((now - begun) / DAY)} days with ${up.length - 1} restarts, each once`
    )
  },
  3_600_000
)
