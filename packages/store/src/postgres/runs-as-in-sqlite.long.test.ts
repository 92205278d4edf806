import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Fault, type Id, type RunStatus } from '@hookwright/model'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { openSqliteStore } from '../sqlite/open-sqlite-store.ts'
import type { RunRow, Store } from '../store.ts'
import {
  firstRunOf,
  newId,
  sampleBeginning,
  sampleDelivery,
  sampleEnd,
  sampleFault,
  sampleFlow,
  sampleRun
} from '../suite/samples.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { reuseDatabase } from './testing/test-database.ts'

/*
 * The two stores word the hot writes of runs separately. Whatever is done to them in the same order,
 * they give the same results, throw the same faults, and keep the same.
 */

const DELIVERIES = 2
const CHILDREN = 1
const OTHERS = 1

/** Ids of the subscriptions, deliveries and runs in this test. The test steps refer to them by number. */
interface Cast {
  subscriptions: ReturnType<typeof sampleBeginning>[]
  deliveries: Id[]
  /** Ids of first runs, then of runs of records, then of runs without a delivery. */
  runs: Id[]
}

const castOf = (flowIds: readonly Id[]): Cast => {
  const deliveries = Array.from({ length: DELIVERIES }, newId)
  return {
    subscriptions: flowIds.map(flowId => sampleBeginning(flowId)),
    deliveries,
    runs: [...deliveries, ...Array.from({ length: DELIVERIES * CHILDREN + OTHERS }, newId)]
  }
}

const time = fc.constantFrom(1_000, 4_000, 9_000)
const index = fc.nat({ max: DELIVERIES * (1 + CHILDREN) + OTHERS - 1 })
const ended = fc.constantFrom<RunStatus>(
  { is: 'succeeded' },
  { is: 'failed', at: ['http'], fault: sampleFault },
  { is: 'cancelled' },
  { is: 'on-hold', why: 'It was tried in vain.' },
  { is: 'queued' }
)

const acts = fc.oneof(
  fc.record({
    act: fc.constant('accept' as const),
    delivery: fc.nat({ max: DELIVERIES - 1 }),
    ordered: fc.boolean()
  }),
  fc.record({
    act: fc.constant('finishFirst' as const),
    delivery: fc.nat({ max: DELIVERIES - 1 }),
    status: ended,
    erase: fc.boolean(),
    begun: fc.boolean()
  }),
  fc.record({
    act: fc.constant('spread' as const),
    delivery: fc.nat({ max: DELIVERIES - 1 }),
    keys: fc.array(fc.constantFrom('a', 'b', undefined), { minLength: CHILDREN, maxLength: CHILDREN }),
    begun: fc.boolean(),
    woken: fc.boolean(),
    erase: fc.boolean()
  }),
  fc.record({ act: fc.constant('intend' as const), run: index, key: fc.constantFrom('http', 'draw') }),
  fc.record({
    act: fc.constant('record' as const),
    run: index,
    key: fc.constantFrom('http', 'draw'),
    begins: fc.option(fc.nat({ max: OTHERS - 1 }))
  }),
  fc.record({
    act: fc.constant('suspend' as const),
    run: index,
    until: fc.option(time),
    is: fc.constantFrom('time' as const, 'held' as const),
    woken: fc.boolean(),
    ordered: fc.boolean()
  }),
  fc.record({
    act: fc.constant('finish' as const),
    run: index,
    status: ended,
    woken: fc.boolean(),
    erase: fc.boolean(),
    rest: fc.option(index)
  }),
  fc.record({ act: fc.constant('goOn' as const), run: index, at: time }),
  fc.record({ act: fc.constant('cancel' as const), run: index, erase: fc.boolean() }),
  fc.record({ act: fc.constant('begin' as const), run: index }),
  fc.record({ act: fc.constantFrom('countStarts' as const, 'clearStarts' as const), run: index }),
  // Runs of a living process are ended as interrupted on SQLite alone, see gone-processes.long.test.ts.
  fc.record({ act: fc.constantFrom('wakeHeld' as const, 'bringForward' as const), at: time }),
  fc.record({ act: fc.constantFrom('pause' as const, 'resume' as const), delivery: fc.nat({ max: 1 }) })
)

type Act = typeof acts extends fc.Arbitrary<infer One> ? One : never

/**
 * Performs a step on one of the two stores. Returns its result, or the code of its fault, to be compared with
 * the other store's.
 */
const perform = async (store: Store, cast: Cast, act: Act): Promise<unknown> => {
  const subscriptionOf = (delivery: number) => {
    const beginning = cast.subscriptions[delivery % cast.subscriptions.length]
    if (beginning === undefined) throw new Error('There are subscriptions.')
    return beginning.subscription
  }
  const idOf = (ids: readonly Id[], at: number): Id => ids[at] ?? newId()
  /** Returns a sample row of the run with this number. */
  const rowOf = (at: number, over: Partial<RunRow> = {}): RunRow => {
    const id = idOf(cast.runs, at)
    const running = { status: { is: 'running' as const }, finishedAt: null, ...over }
    if (at >= DELIVERIES * (1 + CHILDREN)) {
      const { id: subscriptionId, flowId } = subscriptionOf(0)
      return sampleRun(flowId, { id, subscriptionId, ...running })
    }
    const delivery = at % DELIVERIES
    const recordIndex = at < DELIVERIES ? null : Math.floor(at / DELIVERIES) - 1
    const of = firstRunOf(subscriptionOf(delivery), { id: idOf(cast.deliveries, delivery) }, running)
    return { ...of, id, recordIndex }
  }
  switch (act.act) {
    case 'accept': {
      const id = idOf(cast.deliveries, act.delivery)
      const orderKey = act.ordered ? 'ada' : null
      return store.deliveries.accept(sampleDelivery(subscriptionOf(act.delivery).id, { id, orderKey }))
    }
    case 'finishFirst': {
      const { erase, begun } = act
      return store.runs.finishFirst(rowOf(act.delivery, { status: act.status }), { erase, begun })
    }
    case 'spread': {
      const children = act.keys.map((key, at) => ({
        run: {
          ...rowOf(act.delivery + DELIVERIES * (at + 1)),
          status: { is: 'queued' as const },
          steps: null
        },
        record: { at },
        ...(key !== undefined && { key: new TextEncoder().encode(key) })
      }))
      const { woken, erase } = act
      // A resumed run has a row.
      const begun = act.begun || woken
      const run = rowOf(act.delivery, { status: { is: 'succeeded' }, finishedAt: 3_000 })
      return store.runs.spread(run, children, { begun, woken, erase })
    }
    case 'intend':
      return store.runs.intend(rowOf(act.run), {
        ...{ key: act.key, safe: false },
        draws: [{ key: 'draw', result: 'first' }]
      })
    case 'record': {
      const entry = { key: act.key, safe: true, result: { of: act.run } }
      if (act.begins === null) return store.runs.record(rowOf(act.run), entry)
      const other = DELIVERIES * (1 + CHILDREN) + act.begins
      const status = { is: 'waiting' as const, until: 4_000, at: [], waitsFor: { is: 'asked' as const } }
      const runs = [{ run: rowOf(other, { status }), record: { sealed: 'x' }, until: 4_000 }]
      return store.runs.record(rowOf(act.run), entry, { runs, most: { depth: 1, runs: 3 } })
    }
    case 'suspend': {
      const { until, is, woken } = act
      const waitsFor = is === 'held' ? { is, card: 'Tell', cause: 'It fails.' } : { is, card: 'Wait' }
      const status: RunStatus =
        until === null ? { is: 'on-hold', why: 'In vain.' } : { is: 'waiting', until, at: ['wait'], waitsFor }
      return store.waits.suspend(rowOf(act.run, { status }), {
        ...{ draws: [{ key: 'draw', result: 'later' }], wait: { key: 'wait!', result: 'sealed' } },
        ...{ record: null, until, orderKey: act.ordered ? 'ada' : null, woken }
      })
    }
    case 'finish': {
      const { erase, woken, status } = act
      const rest = {
        status: { is: 'cancelled' as const, why: 'One failed.' },
        but: [idOf(cast.runs, act.rest ?? 0)]
      }
      const end = sampleEnd(idOf(cast.runs, act.run), { status })
      return store.runs.finish(end, { erase, woken, ...(act.rest !== null && { rest }) })
    }
    case 'goOn':
      return store.waits.goOn(idOf(cast.runs, act.run), act.at)
    case 'cancel': {
      const { erase } = act
      const end = sampleEnd(idOf(cast.runs, act.run), { status: { is: 'cancelled' } })
      return store.waits.cancel(end, { erase })
    }
    case 'begin':
      return store.runs.begin({ ...rowOf(act.run), replayOf: idOf(cast.deliveries, 0) })
    case 'countStarts':
    case 'clearStarts':
      return store.waits[act.act]([idOf(cast.runs, act.run)])
    case 'wakeHeld':
      return store.waits.wakeHeld(act.at, 0)
    case 'bringForward':
      return store.waits.bringForward({ now: act.at, retry: 0, held: 0 }, 0)
    case 'pause':
    case 'resume': {
      const { id } = subscriptionOf(act.delivery)
      await store.subscriptions.pause(id, act.act === 'pause', 5_000)
      return store.waits.follow(id)
    }
  }
}

const outcomeOf = (acting: Promise<unknown>): Promise<unknown> =>
  acting.then(
    result => ({ result }),
    thrown => ({ thrown: thrown instanceof Fault ? thrown.code : thrown })
  )

/** Returns all stored data of the runs and their deliveries. */
const stateOf = async (store: Store, { runs, deliveries, subscriptions }: Cast) => ({
  runs: await Promise.all(runs.map(id => store.runs.find(id))),
  journals: await Promise.all(
    runs.map(async id => [...(await store.runs.journalOf(id))].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  ),
  calls: await Promise.all(runs.map(id => store.runs.childCallsOf(id))),
  roots: await Promise.all(runs.map(id => store.runs.rootDeliveryOf(id))),
  waits: await Promise.all(runs.map(id => store.waits.find(id))),
  due: await store.waits.due({ to: 99_000, limit: 99 }),
  next: await store.waits.next(0),
  orders: (await store.waits.orders()).map(({ flowId, orderKey }) => `${flowId} ${orderKey}`).toSorted(),
  suspended: await store.waits.count({}),
  ofFlows: await Promise.all(
    subscriptions.map(async ({ subscription }) => (await store.waits.ofFlow(subscription.flowId)).toSorted())
  ),
  queued: await store.runs.queued({ limit: 99 }),
  spreading: await store.runs.spreading({}),
  replays: await store.runs.interruptedReplays(),
  open: await Promise.all(deliveries.map(id => store.runs.hasOpen(id))),
  deliveries: await Promise.all(deliveries.map(id => store.deliveries.find(id))),
  waiting: (await store.deliveries.waiting({ limit: 99 })).map(({ delivery, starts }) => [
    delivery.id,
    starts
  ])
})

it('PostgreSQL stores the same runs as SQLite, for any sequence of writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-both-'))
  const sqlite = await openSqliteStore({ folder })
  const postgres = await openPostgresStore({ url: await reuseDatabase(), poolSize: 4 })
  const onBoth = (act: (store: Store) => Promise<unknown>) =>
    Promise.all([sqlite, postgres].map(store => outcomeOf(act(store))))
  try {
    await fc.assert(
      fc.asyncProperty(fc.array(acts, { minLength: 10, maxLength: 40 }), async list => {
        const flows = [sampleFlow(), sampleFlow()]
        for (const flow of flows) await onBoth(store => store.flows.add(flow))
        const cast = castOf(flows.map(({ id }) => id))
        for (const beginning of cast.subscriptions) {
          const { id } = beginning.subscription
          const how = { at: 2_400, attemptId: beginning.attempt.id, run: null, registrationData: null }
          await onBoth(async store => {
            await store.subscriptions.begin(beginning)
            await store.subscriptions.becomeOn(id, {
              ...how,
              expiresAt: null,
              answersUntil: 62_400,
              probedAt: null
            })
          })
        }
        const accepting = cast.deliveries.map((_, delivery) => ({
          act: 'accept' as const,
          delivery,
          ordered: false
        }))
        for (const act of [...accepting, ...list]) {
          const [one, other] = await onBoth(store => perform(store, cast, act))
          expect({ act, outcome: other }).toEqual({ act, outcome: one })
        }
        expect(await stateOf(postgres, cast)).toEqual(await stateOf(sqlite, cast))
        // The next list begins with nothing that goes on by itself.
        for (const { subscription } of cast.subscriptions) {
          const attempt = { ...sampleBeginning(subscription.flowId).attempt, subscriptionId: subscription.id }
          const off = { ...attempt, kind: 'deregistration' as const }
          await onBoth(async store => {
            for (const id of cast.runs) await outcomeOf(store.runs.finish(sampleEnd(id), { erase: true }))
            for (const id of cast.runs)
              await outcomeOf(store.runs.finish(sampleEnd(id), { erase: true, woken: true }))
            await store.subscriptions.beginDeregistering(subscription.id, {
              at: 6_000,
              attempt: off,
              run: null
            })
            await store.subscriptions.endDeregistering(subscription.id, {
              ...{ at: 7_000, attemptId: off.id, outcome: 'succeeded', fault: null, run: null, cleanup: null }
            })
          })
        }
      }),
      // A list that fails leaves both as they are: shorter ones would begin with other rows.
      { numRuns: 40, endOnFailure: true }
    )
  } finally {
    await Promise.all([sqlite.close(), postgres.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}, 600_000)
