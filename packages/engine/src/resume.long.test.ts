import { emptyFlow, Fault, type Flow, type RunOutcome, type StepPath } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from './card/card-effects.ts'
import { emptyCatalog } from './card/catalog.ts'
import { specsOf } from './card/define-card.ts'
import { type Journal, keyOfPath, type StepRecord } from './card/journal.ts'
import { prepareFlows } from './run/prepare-flows.ts'
import { smallActionSignature, smallCards } from './testing/small-cards.ts'
import { smallFlowsOf } from './testing/small-flows.ts'
import {
  FAKE_START,
  type FakeEffects,
  fakeEffects,
  flowOf,
  type MemoryJournal,
  memoryJournal,
  runWith
} from './testing.ts'

/*
 * A run that was interrupted and is taken up again has to come out as one that never was. What the second try draws
 * anew (clock, ids, chance) may differ from the first, as long as no effect has told anybody of it: draws ride in the
 * row of the next effect. So the law has two halves: what was durable stays as it was, and the whole equals an
 * uninterrupted run that draws the same.
 */

const types = ['echo', 'draw', 'draw', 'send', 'send', 'send', 'fork', 'try', 'fail', 'stop']

/** Flow, and a helper flow that its cards may call or run as an action. */
interface Pair {
  flow: Flow
  helper: Flow
}
const pairs: fc.Arbitrary<Pair> = fc.record({
  flow: smallFlowsOf(...types, 'call', 'twice', 'act'),
  helper: smallFlowsOf(...types, 'start', 'return')
})

/**
 * Creates an idempotent service. The same idempotency key gets the same response, a new key increases a
 * counter, and some requests are rejected.
 */
const makeService = () => {
  const answers = new Map<string, HttpResponse>()
  const log: { key: string; body: string | null }[] = []
  const answer = (request: HttpRequest): HttpResponse => {
    const key = request.headers['idempotency-key'] ?? ''
    log.push({ key, body: request.body })
    const known = answers.get(key)
    if (known !== undefined) return known
    const body = JSON.stringify({ number: answers.size, got: JSON.parse(request.body ?? 'null') })
    const made = { status: body.length % 5 === 0 ? 422 : 200, headers: {}, body }
    answers.set(key, made)
    return made
  }
  return { log, answer, keys: () => [...answers.keys()] }
}

/**
 * Creates effects for one attempt, with a clock, ids and random values that differ per attempt. Two attempts
 * can then agree only through the journal.
 */
const effectsOf = (service: ReturnType<typeof makeService>, nth: number): FakeEffects => {
  const fx = fakeEffects(service.answer)
  let drawn = 0
  return {
    ...fx,
    clock: () => FAKE_START + nth * 1_000_000 + drawn++,
    newId: () => `id-${nth}-${drawn++}`,
    random: () => 1 / (1 + nth + drawn++)
  }
}

/** Points at which the test ends an attempt of a run: before or after a journal write. */
const ways = ['before-intend', 'behind-intend', 'before-record', 'behind-record'] as const
type Way = (typeof ways)[number]
const reasons = ['crash', 'full-disk', 'ended'] as const
type Reason = (typeof reasons)[number]

/** Creates a journal that ends its run at the n-th effect, and the matching abort signal. */
const endingJournal = (
  before: Map<string, StepRecord>,
  end: { at: number; way: Way; reason: Reason }
): { journal: MemoryJournal; signal: AbortSignal; hasEnded: () => boolean } => {
  const journal = memoryJournal(before)
  const controller = new AbortController()
  let effects = 0
  let ended = false
  const pass = (way: Way): void => {
    if (effects !== end.at || way !== end.way) return
    ended = true
    if (end.reason === 'ended') controller.abort(new Fault('registration.cancelled'))
    else throw end.reason === 'crash' ? new Error('crash') : new Fault('storage.failed', { why: 'full' })
  }
  return {
    signal: controller.signal,
    hasEnded: () => ended,
    journal: {
      ...journal,
      intend: async (path, intent) => {
        effects++
        pass('before-intend')
        await journal.intend(path, intent)
        pass('behind-intend')
      },
      record: async (path, result) => {
        pass('before-record')
        await journal.record(path, result)
        pass('behind-record')
      }
    }
  }
}

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

const typeOf = ({ flow, helper }: Pair, path: StepPath): string | undefined => {
  const called = path.slice(0, -1).some(id => ['call', 'twice', 'act'].includes(flow.cards[id]?.type ?? ''))
  return (called ? helper : flow).cards[path.at(-1) ?? '']?.type
}

/**
 * Returns the outputs of cards that used the clock, ids or random values, in the form that a journal stores.
 */
const drawsOf = (pair: Pair, outcome: RunOutcome): Map<string, StepRecord> => {
  const draws = new Map<string, StepRecord>()
  for (const { path, outputs } of outcome.steps) {
    if (typeOf(pair, path) === 'draw' && typeof outputs === 'object') draws.set(keyOfPath(path), { outputs })
  }
  return draws
}

const run = ({ flow, helper }: Pair, parts: { fx: FakeEffects; journal?: Journal; signal?: AbortSignal }) =>
  runWith(
    flow,
    {},
    {
      specs: smallCards,
      flows: new Map([['helper', helper]]),
      actionOf: () => ({
        flow: helper,
        signature: smallActionSignature,
        prepared: prepareFlows({
          specs: specsOf(smallCards),
          catalog: emptyCatalog,
          flows: new Map()
        }),
        everywhere: {},
        http: parts.fx.http
      }),
      ...parts
    }
  )

describe('a resumed run', () => {
  test('equals an uninterrupted one with the same random values, and no finished effect is sent twice', async () => {
    const ends = fc.array(
      fc.record({
        at: fc.integer({ min: 1, max: 4 }),
        way: fc.constantFrom(...ways),
        reason: fc.constantFrom(...reasons)
      }),
      { minLength: 1, maxLength: 3 }
    )
    let resumed = 0
    await fc.assert(
      fc.asyncProperty(pairs, ends, async (pair, plannedEnds) => {
        const service = makeService()
        let kept = new Map<string, StepRecord>()
        const inFlight: string[] = []
        for (const [nth, end] of plannedEnds.entries()) {
          const { journal, signal, hasEnded } = endingJournal(kept, end)
          const fx = effectsOf(service, nth)
          const before = service.log.length
          const first = await run(pair, { fx, journal, signal })
          kept = journal.recorded
          if (!hasEnded()) break
          resumed++
          const durable = drawsOf(pair, first)
          const unsent = end.reason !== 'ended' && end.way.endsWith('intend')
          expect(service.log.length - before).toBeLessThanOrEqual(end.at - (unsent ? 1 : 0))
          for (const [path, draw] of durable) {
            if (journal.recorded.has(path)) expect(journal.recorded.get(path)).toEqual(draw)
          }
          const last = journal.intended.at(-1)
          if (last !== undefined && !journal.recorded.has(last)) inFlight.push(`run-1/${last}`)
        }
        const journal = memoryJournal(kept)
        const outcome = await run(pair, { fx: effectsOf(service, 9), journal })

        const draws = drawsOf(pair, outcome)
        for (const [path, recorded] of kept) if (draws.has(path)) expect(draws.get(path)).toEqual(recorded)

        const untouched = makeService()
        const uninterrupted = await run(pair, { fx: effectsOf(untouched, 5), journal: memoryJournal(draws) })
        expect(comparable(outcome)).toEqual(comparable(uninterrupted))
        expect(service.keys()).toEqual(untouched.keys())
        for (const { key, body } of untouched.log) {
          const bodies = service.log.filter(sent => sent.key === key).map(sent => sent.body)
          expect(new Set(bodies)).toEqual(new Set([body]))
          expect(bodies.length).toBeLessThanOrEqual(1 + inFlight.filter(other => other === key).length)
        }
      }),
      { numRuns: 1_500 }
    )
    expect(resumed).toBeGreaterThan(50)
  })

  test('equals the same run without the interruption, at each effect and in each way, if no value is drawn again', async () => {
    const still = (service: ReturnType<typeof makeService>): FakeEffects => ({
      ...fakeEffects(service.answer),
      newId: () => 'the-id'
    })
    let cuts = 0
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const untouched = makeService()
        const uninterrupted = await run(pair, { fx: still(untouched) })
        for (let at = 1; at <= untouched.log.length; at++) {
          for (const way of ways) {
            const service = makeService()
            const { journal } = endingJournal(new Map(), { at, way, reason: 'crash' })
            await run(pair, { fx: still(service), journal })
            const outcome = await run(pair, { fx: still(service), journal: memoryJournal(journal.recorded) })
            expect(comparable(outcome)).toEqual(comparable(uninterrupted))
            const again = way === 'before-record' ? untouched.log.slice(at - 1, at) : []
            expect(service.log).toEqual([...untouched.log.slice(0, at), ...again, ...untouched.log.slice(at)])
            cuts++
          }
        }
      }),
      { numRuns: 600 }
    )
    expect(cuts).toBeGreaterThan(100)
  })
})

describe('random values', () => {
  const card = (id: string, type: string, inputs: Flow['cards'][string]['inputs'] = {}) => ({
    id,
    type,
    config: {},
    inputs
  })
  const drawn = (late: boolean): Pair => ({
    helper: emptyFlow,
    flow: {
      schemaVersion: 1,
      strip: ['d', 's', 'e'],
      cards: {
        d: card('d', 'draw', late ? { late: { kind: 'literal', value: true } } : {}),
        s: card('s', 'send', { value: { kind: 'pill', card: 'd', field: 'out', path: [] } }),
        e: card('e', 'draw')
      }
    }
  })

  test.each([false, true])('are stored with the next effect, before it is sent (late: %s)', async late => {
    const service = makeService()
    const { journal } = endingJournal(new Map(), { at: 1, way: 'behind-intend', reason: 'crash' })
    const first = await run(drawn(late), { fx: effectsOf(service, 0), journal })
    expect(service.log).toEqual([])
    expect([...journal.recorded.keys()]).toEqual(['d'])

    const second = await run(drawn(late), {
      fx: effectsOf(service, 1),
      journal: memoryJournal(journal.recorded)
    })
    expect(second.steps[0]?.outputs).toEqual(first.steps[0]?.outputs)
    expect(service.log).toHaveLength(1)
    expect(service.log[0]?.body).toContain('id-0-')
  })

  test('without a later effect are drawn again', async () => {
    const service = makeService()
    const journal = memoryJournal()
    const first = await run(drawn(false), { fx: effectsOf(service, 0), journal })
    const second = await run(drawn(false), {
      fx: effectsOf(service, 1),
      journal: memoryJournal(journal.recorded)
    })
    expect(second.steps[0]?.outputs).toEqual(first.steps[0]?.outputs)
    expect(second.steps[2]?.outputs).not.toEqual(first.steps[2]?.outputs)
  })
})

test('a request is recorded before it is sent, and a read is marked as safe', async () => {
  const order: string[] = []
  const journal = memoryJournal()
  const fx = fakeEffects(request => {
    order.push(`sent ${request.method}`)
    return { status: 200, headers: {}, body: '1' }
  })
  const flow = flowOf(
    { id: 'r', type: 'look', config: {}, inputs: {} },
    { id: 's', type: 'send', config: {}, inputs: {} }
  )
  await runWith(
    flow,
    {},
    {
      specs: smallCards,
      fx,
      journal: {
        ...journal,
        intend: async (path, intent) => {
          order.push(`intended ${keyOfPath(path)} ${intent.safe}`)
          await journal.intend(path, intent)
        },
        record: async (path, result) => {
          order.push(`recorded ${keyOfPath(path)}`)
          await journal.record(path, result)
        }
      }
    }
  )
  expect(order).toEqual([
    'intended r true',
    'sent GET',
    'recorded r',
    'intended s false',
    'sent POST',
    'recorded s'
  ])
})
