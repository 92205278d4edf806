import { type Card, DAY, type Flow, type RunOutcome, SECOND, type StepPath } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from './card/card-effects.ts'
import { type Journal, keyOfPath } from './card/journal.ts'
import type { Patience, SuspendedRun } from './run/patience.ts'
import { smallCards } from './testing/small-cards.ts'
import { smallFlowsOf } from './testing/small-flows.ts'
import {
  cardOf,
  type FakeEffects,
  fakeEffects,
  flowOf,
  memoryJournal,
  runPatientlyWith,
  runWith
} from './testing.ts'

/*
 * Items that are under way at the same time end in any order, and a run that is taken up again goes through them in another
 * one. All that a run says of itself must not depend on it: its result, and its steps in their order.
 */

/** Flow that calls `helper` for several items. A card of `helper` calls `inner` in the same way. */
interface Flows {
  flow: Flow
  helper: Flow
  inner: Flow
}

const calling = (flow: Flow, parts: { flowId?: string; atOnce?: number }): Flow => ({
  ...flow,
  cards: Object.fromEntries(
    Object.entries(flow.cards).map(([id, card]) => [
      id,
      'atOnce' in card.config ? { ...card, config: { ...card.config, ...parts } } : card
    ])
  )
})

const flowsOf = (...types: string[]): fc.Arbitrary<Flows> =>
  fc.record({
    flow: smallFlowsOf(...types, 'several', 'several', 'lenient'),
    helper: smallFlowsOf(...types, 'start', 'return', 'several', 'lenient').map(flow =>
      calling(flow, { flowId: 'inner' })
    ),
    inner: smallFlowsOf(...types, 'start', 'return')
  })

const hashOf = (text: string): number =>
  [...text].reduce((hash, char) => (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0, 7)

/** Time after the first request during which the service responds as busy. */
const BUSY = 5 * SECOND

/**
 * Creates a service that rejects some idempotency keys permanently and others only while it is busy. If
 * `kind` is true, it accepts all requests.
 */
const makeService = (kind = false) => {
  const log: { key: string; body: string | null; at: number }[] = []
  const answer = (request: HttpRequest, at: number): HttpResponse => {
    const key = request.headers['idempotency-key'] ?? ''
    log.push({ key, body: request.body, at })
    const first = log.find(sent => sent.key === key)?.at ?? at
    const way = kind ? 2 : hashOf(key) % 6
    if (way === 0) return { status: 422, headers: {}, body: 'refused' }
    if (way === 1 && at - first < BUSY) return { status: 503, headers: { 'retry-after': '3' }, body: 'busy' }
    return { status: 200, headers: {}, body: JSON.stringify({ got: request.body }) }
  }
  return { log, answer }
}
type Service = ReturnType<typeof makeService>

/**
 * Creates deterministic effects in which the scheduler decides the order of responses. `random` is not
 * deterministic.
 */
const effectsOf = (service: Service, scheduler: fc.Scheduler, chances = [0.5]): FakeEffects => {
  const fx = fakeEffects()
  let drawn = 0
  return {
    ...fx,
    newId: () => 'the-id',
    random: () => chances[drawn++ % chances.length] ?? 0,
    http: request => scheduler.schedule(Promise.resolve(service.answer(request, fx.clock())))
  }
}

const partsOf = ({ helper, inner }: Flows) => ({
  specs: smallCards,
  flows: new Map([
    ['helper', helper],
    ['inner', inner]
  ])
})

/** Returns the parts of an outcome that must be equal in two runs. Times may differ. */
const comparable = ({ status, result, steps }: RunOutcome) => ({
  status,
  result,
  steps: steps.map(({ path, status: stepStatus, outputs, fault }) => ({
    path,
    status: stepStatus,
    outputs,
    fault
  }))
})

/** Returns the card type of a step. */
const typeOf = (flows: Flows, path: StepPath): string | undefined => {
  const named = new Map(Object.entries(flows))
  let flow: Flow | undefined = flows.flow
  let type: string | undefined
  for (const id of path) {
    if (typeof id === 'number') continue
    const card: Card | undefined = flow?.cards[id]
    type = card?.type
    if (typeof card?.config.flowId === 'string') flow = named.get(card.config.flowId)
  }
  return type
}

const isSuspended = (outcome: RunOutcome | SuspendedRun): outcome is SuspendedRun => 'wait' in outcome

/** Simulated crash of the process, before or after a journal row is written. */
interface End {
  at: number
  way: 'before' | 'behind'
}

/** Wraps a journal so that it throws before or after its n-th row. Later writes are lost. */
const endingJournal = (journal: Journal, end: End): { journal: Journal; hasEnded: () => boolean } => {
  let rows = 0
  const row = async (write: () => Promise<void>): Promise<void> => {
    const nth = ++rows
    if (nth < end.at || (nth === end.at && end.way === 'behind')) await write()
    if (nth >= end.at) throw new Error('crash')
  }
  return {
    hasEnded: () => rows >= end.at,
    journal: {
      ...journal,
      intend: (path, intent) => row(() => journal.intend(path, intent)),
      record: (path, recorded) => row(() => journal.record(path, recorded))
    }
  }
}

const crashes = fc.array(
  fc.record({ at: fc.integer({ min: 1, max: 12 }), way: fc.constantFrom('before', 'behind') }),
  { maxLength: 3 }
)

/**
 * Runs flows to the end and resumes them whenever they are due, each time like a new process. Some of the
 * processes crash.
 */
const runToTheEnd = async (
  flows: Flows,
  { service, scheduler, ends }: { service: Service; scheduler: fc.Scheduler; ends: End[] }
): Promise<RunOutcome | null> => {
  // Tries of several items are due at different times.
  const fx = effectsOf(service, scheduler, [0, 0.9, 0.3, 0.6, 0.1])
  const journal = memoryJournal()
  const left = [...ends]
  let last: SuspendedRun | null = null
  for (let tries = 0; tries < 300; tries++) {
    const end = left.shift()
    const patience: Partial<Patience> =
      last === null ? {} : { before: last.steps, woken: { at: last.at, anew: false } }
    const ending = end === undefined ? null : endingJournal(journal, end)
    const parts = { ...partsOf(flows), fx, journal: ending?.journal ?? journal }
    const finished = new Set(journal.recorded.keys())
    const sent = service.log.length
    const outcome: RunOutcome | SuspendedRun = await scheduler.waitFor(
      runPatientlyWith(flows.flow, {}, parts, patience)
    )
    for (const { key } of service.log.slice(sent)) expect(finished).not.toContain(key.replace('run-1/', ''))
    // A process that has ended says nothing, even where another item was only waiting.
    if (ending?.hasEnded()) continue
    if (!isSuspended(outcome)) return outcome
    // A run that loses its process here has not been suspended yet.
    if (end !== undefined && end.way === 'before') continue
    last = outcome
    journal.keep(outcome)
    if (outcome.status.is === 'on-hold') return null
    fx.moveClock(Math.max(0, outcome.status.until - fx.clock()))
  }
  throw new Error('It never ends.')
}

/** Runs flows with and without crashes, and expects the same result and the same effects. */
const expectSame = async (
  flows: Flows,
  { schedulers: [one, other], ends }: { schedulers: readonly [fc.Scheduler, fc.Scheduler]; ends: End[] }
) => {
  const services = [makeService(), makeService()] as const
  const broken = await runToTheEnd(flows, { service: services[0], scheduler: one, ends })
  const whole = await runToTheEnd(flows, { service: services[1], scheduler: other, ends: [] })
  expect(broken && comparable(broken)).toEqual(whole && comparable(whole))
  const [keys, others] = services.map(({ log }) => new Set(log.map(({ key }) => key)))
  expect(keys).toEqual(others)
  return { services, whole }
}

/** Creates a scheduler that completes requests in the order in which they were sent. */
const inOrder = (): fc.Scheduler => fc.schedulerFor(Array.from({ length: 1_000 }, (_, index) => index + 1))

describe('a run with several items under way', () => {
  test('with success equals one that runs items in sequence, in any order of their ends', async () => {
    let succeeded = 0
    await fc.assert(
      fc.asyncProperty(
        flowsOf('echo', 'draw', 'send', 'fork', 'try', 'stop'),
        fc.scheduler(),
        async (flows, scheduler) => {
          const run = (atOnce: number) => {
            const { flow, ...others } = flows
            const helper = calling(others.helper, { atOnce })
            const parts = { ...partsOf({ ...flows, helper }), fx: effectsOf(makeService(true), scheduler) }
            return scheduler.waitFor(runWith(calling(flow, { atOnce }), {}, parts))
          }
          const [together, alone] = [await run(3), await run(1)]
          expect(together.status.is).toBe(alone.status.is)
          // Where an item fails, the others of its group have begun.
          if (alone.steps.some(({ status }) => status === 'failed')) return
          succeeded++
          expect(comparable(together)).toEqual(comparable(alone))
        }
      ),
      { numRuns: 400 }
    )
    expect(succeeded).toBeGreaterThan(50)
  })

  test('equals an uninterrupted one after waits, retries and crashes, and no finished effect is sent twice', async () => {
    const types = ['echo', 'send', 'send', 'wait', 'fork', 'try', 'fail', 'stop']
    const counts = { retried: 0, failed: 0, waited: 0 }
    await fc.assert(
      fc.asyncProperty(
        flowsOf(...types),
        fc.scheduler(),
        fc.scheduler(),
        crashes,
        async (flows, one, other, ends) => {
          const { services, whole } = await expectSame(flows, { schedulers: [one, other], ends })
          for (const { log } of services) {
            for (const [index, { key, body, at }] of log.entries()) {
              const before = log.slice(0, index).findLast(sent => sent.key === key)
              expect(before === undefined || before.body === body).toBe(true)
              if (before !== undefined) counts.retried++
              // An effect in flight at a crash is sent again at once; a refused one only when its time has come.
              if (before !== undefined && (ends.length === 0 || log === services[1].log))
                expect(at - before.at).toBeGreaterThanOrEqual(3 * SECOND)
            }
          }
          if (whole?.status.is === 'failed') counts.failed++
          for (const { path, status, from, to } of whole?.steps ?? []) {
            if (status !== 'succeeded' || typeOf(flows, path) !== 'wait') continue
            counts.waited++
            expect(to - from).toBe(DAY)
          }
        }
      ),
      { numRuns: 400 }
    )
    expect(counts.retried).toBeGreaterThan(50)
    expect(counts.failed).toBeGreaterThan(50)
    expect(counts.waited).toBeGreaterThan(50)
  })

  test('equals an uninterrupted one after a crash in one item while another one waited', async () => {
    const inner = flowOf(cardOf('start', 'start'), cardOf('send', 'book'), cardOf('wait', 'wait'))
    const each = flowOf(cardOf('start', 'start'), cardOf('lenient', 'each', { flowId: 'inner', atOnce: 3 }))
    const flow = flowOf(cardOf('several', 'all', { flowId: 'helper', atOnce: 3 }))
    const schedulers = [inOrder(), inOrder()] as const
    // The first crash loses that the service was busy; the second one comes while the first item waits for a day.
    const ends: End[] = [
      { at: 11, way: 'before' },
      { at: 1, way: 'behind' }
    ]
    const { services } = await expectSame({ flow, helper: each, inner }, { schedulers, ends })
    expect(services[0].log.length).toBeGreaterThan(services[1].log.length)
  })

  test('with random values and a crash sends each effect with the same body', async () => {
    const types = ['echo', 'draw', 'draw', 'send', 'send', 'fork', 'try']
    await fc.assert(
      fc.asyncProperty(flowsOf(...types), fc.scheduler(), crashes, async (flows, scheduler, ends) => {
        const service = makeService()
        const journal = memoryJournal()
        let drawn = 0
        for (const end of [...ends, null]) {
          const fx = { ...effectsOf(service, scheduler), newId: () => `id-${drawn++}` }
          const used = end === null ? journal : endingJournal(journal, end).journal
          const outcome = await scheduler.waitFor(
            runWith(flows.flow, {}, { ...partsOf(flows), fx, journal: used })
          )
          for (const { path, outputs } of outcome.steps) {
            const kept = journal.recorded.get(keyOfPath(path))
            if (kept !== undefined && 'outputs' in kept && end === null) expect(outputs).toEqual(kept.outputs)
          }
        }
        for (const { key } of service.log) {
          expect(new Set(service.log.filter(sent => sent.key === key).map(({ body }) => body)).size).toBe(1)
        }
      }),
      { numRuns: 300 }
    )
  })
})
