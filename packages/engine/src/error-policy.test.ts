import {
  type Card,
  DAY,
  ERROR_OUTPUT,
  type ErrorPolicy,
  Fault,
  type Flow,
  literal,
  type OutputGroup,
  one,
  pill,
  type RetryRule,
  type RunOutcome,
  SECOND
} from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from './card/card-effects.ts'
import { emptyCatalog } from './card/catalog.ts'
import { specsOf } from './card/define-card.ts'
import { problemsOf } from './flow/problems.ts'
import { answersOfTrace } from './run/answers.ts'
import type { SuspendedRun } from './run/patience.ts'
import { retryDelayByRule } from './run/retry.ts'
import { smallCards } from './testing/small-cards.ts'
import {
  type FakeEffects,
  fakeEffects,
  flowOf,
  memoryJournal,
  runPatientlyWith,
  runWith,
  signature
} from './testing.ts'

const answer = (status: number, body = '1'): HttpResponse => ({ status, headers: {}, body })

const retry = (parts: Partial<RetryRule> = {}): RetryRule => ({
  times: 2,
  delaySeconds: 60,
  on: { kind: 'any' },
  repeatsUnsafe: true,
  ...parts
})

const card = (id: string, type: string, policy?: ErrorPolicy, parts: Partial<Card> = {}): Card => ({
  id,
  type,
  inputs: {},
  ...parts,
  config: { ...parts.config, ...(policy !== undefined && { onError: JSON.parse(JSON.stringify(policy)) }) }
})

const calls = (id: string, flowId: string, policy?: ErrorPolicy): Card =>
  card(id, 'call', policy, { config: { flowId } })

const echoOf = (id: string, source: string, field: string): Card =>
  card(id, 'echo', undefined, { inputs: { value: pill(source, field) } })

/** Helper flow that runs after an error and returns this error. */
const rescue = flowOf(
  card('begin', 'start'),
  card('end', 'return', undefined, { inputs: { value: pill('begin', 'context.error') } })
)

const outputsOf = (label: string): OutputGroup[] => [
  {
    id: 'group',
    name: 'Outputs',
    fields: [{ id: 'value', label, fieldType: 'text-field', dataType: one('object'), required: false }]
  }
]

const rescueSignature = signature({ id: 'rescue', name: 'Rescue', outputs: outputsOf('The out') })

const around = { ...emptyCatalog, flows: new Map([['rescue', rescueSignature]]) }

interface Parts {
  fx: FakeEffects
  flows?: Record<string, Flow>
  journal?: ReturnType<typeof memoryJournal>
}

/** Runs a flow until it ends, and resumes it from the journal when due. Throws if the run is put on hold. */
const runToTheEnd = async (flow: Flow, { fx, flows = {}, journal = memoryJournal() }: Parts) => {
  const delays: number[] = []
  let last: SuspendedRun | null = null
  for (;;) {
    const patience = last === null ? {} : { before: last.steps, woken: { at: last.at, anew: false } }
    const world = {
      specs: smallCards,
      fx,
      journal,
      flows: new Map(Object.entries(flows)),
      catalog: around
    }
    const outcome: RunOutcome | SuspendedRun = await runPatientlyWith(flow, {}, world, patience)
    if (!('wait' in outcome)) return { outcome, delays, journal }
    if (outcome.status.is === 'on-hold') throw new Error(outcome.status.why)
    journal.keep(outcome)
    delays.push(outcome.status.until - fx.clock())
    fx.moveClock(Math.max(0, outcome.status.until - fx.clock()))
    last = outcome
  }
}

/** Creates effects with a service that answers the first `times` requests with the given status. */
const failing = (times: number, status = 500) => {
  let sent = 0
  return fakeEffects(() => answer(sent++ < times ? status : 200))
}

const stop: ErrorPolicy['after'] = { kind: 'stop' }
const goOn: ErrorPolicy['after'] = { kind: 'continue', values: { out: 'none' } }

describe('retries chosen by a user', () => {
  test('repeat the request with the same key, and the run continues after a success', async () => {
    const fx = failing(2)
    const flow = flowOf(card('s', 'send', { retry: retry(), after: stop }), echoOf('e', 's', 'out'))
    const { outcome, delays } = await runToTheEnd(flow, { fx })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(new Set(fx.sent.map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
    expect(fx.sent).toHaveLength(3)
    expect(delays.map(delay => Math.floor(delay / (60 * SECOND)))).toEqual([1, 1])
    expect(outcome.steps[0]?.tries?.map(({ status }) => status)).toEqual([500, 500])
  })

  test('never exceed their number, and the last error follows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 }), fc.nat(14), async (times, failures) => {
        const fx = failing(failures)
        const flow = flowOf(card('s', 'send', { retry: retry({ times }), after: stop }))
        const { outcome, delays } = await runToTheEnd(flow, { fx })
        expect(fx.sent).toHaveLength(Math.min(failures, times) + 1)
        expect(delays).toHaveLength(Math.min(failures, times))
        expect(outcome.status.is).toBe(failures > times ? 'failed' : 'succeeded')
      }),
      { numRuns: 60 }
    )
  })

  test('wait at least as long as the time before, and at most twelve hours', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 43_200 }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.option(fc.nat(10 * DAY)),
        (times, delaySeconds, doubles, chance, asked) => {
          const rule = retry({ times, delaySeconds, ...(doubles && { doubles: true as const }) })
          const delays = Array.from({ length: times }, (_, nth) =>
            retryDelayByRule(rule, nth + 1, chance, asked)
          )
          expect(retryDelayByRule(rule, times + 1, chance, asked)).toBeNull()
          for (const [nth, delay] of delays.entries()) {
            expect(delay).toBeGreaterThanOrEqual(delaySeconds * SECOND)
            expect(delay).toBeLessThanOrEqual(DAY / 2)
            expect(delay).toBeGreaterThanOrEqual(delays[nth - 1] ?? 0)
          }
        }
      )
    )
  })

  test('apply only to the errors that they name', async () => {
    const attempts = async (on: RetryRule['on'], status: number): Promise<number> => {
      const fx = failing(9, status)
      await runToTheEnd(flowOf(card('s', 'send', { retry: retry({ on }), after: stop })), { fx })
      return fx.sent.length
    }
    expect(await attempts({ kind: 'any' }, 404)).toBe(3)
    expect(await attempts({ kind: 'temporary' }, 404)).toBe(1)
    expect(await attempts({ kind: 'temporary' }, 503)).toBe(3)
    const named: RetryRule['on'] = { kind: 'named', statuses: ['404', '5xx'], noResponse: false }
    expect(await attempts(named, 404)).toBe(3)
    expect(await attempts(named, 502)).toBe(3)
    expect(await attempts(named, 403)).toBe(1)
  })

  test('do not repeat a POST that may have reached the service, unless allowed', async () => {
    const fx = failing(9)
    const { repeatsUnsafe: _, ...safe } = retry()
    await runToTheEnd(flowOf(card('s', 'send', { retry: safe, after: stop })), { fx })
    expect(fx.sent).toHaveLength(1)
  })

  test('of a card that runs a flow repeat only the request that failed', async () => {
    const bodies: string[] = []
    const fx = fakeEffects(({ body }: HttpRequest) => {
      bodies.push(String(body))
      return answer(body === '"two"' && bodies.length < 4 ? 500 : 200)
    })
    const send = (id: string, value: string) =>
      card(id, 'send', undefined, { inputs: { value: literal(value) } })
    const helper = flowOf(card('b', 'start'), send('one', 'one'), send('two', 'two'), send('three', 'three'))
    const flow = flowOf(calls('c', 'helper', { retry: retry({ times: 5 }), after: stop }))
    const { outcome } = await runToTheEnd(flow, { fx, flows: { helper } })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(bodies).toEqual(['"one"', '"two"', '"two"', '"two"', '"three"'])
  })

  test('do not apply if a card inside catches the error first', async () => {
    const fx = failing(9)
    const helper: Flow = {
      schemaVersion: 1,
      strip: ['b', 't'],
      cards: {
        b: card('b', 'start'),
        t: card('t', 'try', undefined, {
          blocks: [
            { id: 'try', strip: ['s'], joins: {} },
            { id: 'catch', strip: [], joins: {} }
          ]
        }),
        s: card('s', 'send')
      }
    }
    const flow = flowOf(calls('c', 'helper', { retry: retry(), after: stop }))
    const { outcome } = await runToTheEnd(flow, { fx, flows: { helper } })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(fx.sent).toHaveLength(1)
  })

  test('are skipped in a run that cannot wait', async () => {
    const fx = failing(9)
    const flow = flowOf(card('s', 'send', { retry: retry(), after: goOn }))
    const outcome = await runWith(flow, {}, { specs: smallCards, fx })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(fx.sent).toHaveLength(1)
  })
})

describe('a flow that continues after an error', () => {
  test('has the replacement values and the error, which its trace shows', async () => {
    const flow = flowOf(
      card('s', 'send', { retry: retry({ times: 1 }), after: goOn }),
      echoOf('value', 's', 'out'),
      echoOf('error', 's', ERROR_OUTPUT)
    )
    const { outcome } = await runToTheEnd(flow, { fx: failing(9) })
    const [sent, value, error] = outcome.steps
    expect(sent?.status).toBe('succeeded')
    expect(sent?.handled).toMatchObject({ by: 'values', fault: { code: 'http.status' } })
    expect(sent?.tries).toHaveLength(2)
    expect(value?.outputs).toEqual({ out: 'none' })
    expect(error?.outputs).toMatchObject({
      out: { code: 'http.status', card: 'A send', details: { status: 500 } }
    })
  })

  test('has no error if the card succeeded', async () => {
    const flow = flowOf(card('s', 'send', { after: goOn }), echoOf('error', 's', ERROR_OUTPUT))
    const { outcome } = await runToTheEnd(flow, { fx: failing(0) })
    expect(outcome.steps[1]?.outputs).toEqual({ out: null })
  })

  test('has the same result in a replay without side effects', async () => {
    const flow = flowOf(
      card('s', 'send', { after: { kind: 'helper', flowId: 'rescue' } }),
      echoOf('e', 's', 'out')
    )
    const parts = { specs: smallCards, catalog: around, flows: new Map([['rescue', rescue]]) }
    const first = await runWith(flow, {}, { ...parts, fx: failing(9) })
    const fx = fakeEffects(() => {
      throw new Error('Nothing is to be sent.')
    })
    const again = await runWith(flow, {}, { ...parts, fx, answers: answersOfTrace(first.steps, new Map()) })
    expect(again.status).toEqual(first.status)
    expect(again.steps.map(({ path, outputs, handled }) => ({ path, outputs, handled }))).toEqual(
      first.steps.map(({ path, outputs, handled }) => ({ path, outputs, handled }))
    )
  })

  test('has the same result after an interruption at any point', async () => {
    const flow = flowOf(
      card('first', 'send', { retry: retry(), after: goOn }),
      calls('c', 'helper', { after: { kind: 'helper', flowId: 'rescue' } }),
      card('last', 'send', undefined, { inputs: { value: pill('c', 'value') } })
    )
    const helper = flowOf(card('b', 'start'), card('inner', 'send'))
    const service = ({ headers }: HttpRequest): HttpResponse =>
      answer(/first|inner/.test(headers['idempotency-key'] ?? '') ? 404 : 200)
    const parts = { flows: { helper, rescue } }
    const whole = await runToTheEnd(flow, { ...parts, fx: fakeEffects(service) })
    const rows = [...whole.journal.recorded]
    expect(rows).toHaveLength(3)
    for (let known = 0; known <= rows.length; known++) {
      const fx = fakeEffects(service)
      const journal = memoryJournal(new Map(rows.slice(0, known)), whole.journal.waits)
      const resumed = await runToTheEnd(flow, { ...parts, fx, journal })
      expect(resumed.outcome.status).toEqual(whole.outcome.status)
      expect(resumed.outcome.steps.map(({ path, outputs }) => [path, outputs])).toEqual(
        whole.outcome.steps.map(({ path, outputs }) => [path, outputs])
      )
      expect(fx.sent).toHaveLength(rows.length - known)
    }
  })
})

describe('a helper flow that runs after an error', () => {
  const policy = (stops?: true): ErrorPolicy => ({
    after: { kind: 'helper', flowId: 'rescue', ...(stops && { stops }) }
  })

  test('receives the error and the inputs, and its outputs replace those of the card', async () => {
    const sending = card('s', 'send', policy(), { inputs: { value: literal('hello') } })
    const flow = flowOf(sending, echoOf('e', 's', 'out'))
    const { outcome } = await runToTheEnd(flow, { fx: failing(9, 404), flows: { rescue } })
    expect(outcome.steps.map(({ path }) => path)).toEqual([
      ['s'],
      ['s', -1, 'begin'],
      ['s', -1, 'end'],
      ['e']
    ])
    expect(outcome.steps.at(-1)?.outputs).toMatchObject({
      out: { code: 'http.status', card: 'A send', inputs: { 'The value': 'hello' } }
    })
    expect(outcome.steps[0]?.handled?.by).toBe('helper')
  })

  test('can be the last action of the flow: then the card fails with its error', async () => {
    const flow = flowOf(card('s', 'send', policy(true)), card('never', 'send'))
    const { outcome } = await runToTheEnd(flow, { fx: failing(9, 404), flows: { rescue } })
    expect(outcome.status).toMatchObject({ is: 'failed', at: ['s'], fault: { code: 'http.status' } })
    expect(outcome.steps.map(({ path }) => path)).toEqual([['s'], ['s', -1, 'begin'], ['s', -1, 'end']])
  })

  test('is a problem if it is missing or returns another type', () => {
    const codes = (flowId: string | null, groups = rescueSignature.outputs): string[] =>
      problemsOf(
        flowOf(card('b', 'start'), calls('c', 'rescue', { after: { kind: 'helper', flowId } })),
        specsOf(smallCards),
        { ...around, flows: new Map([['rescue', { ...rescueSignature, outputs: groups }]]) }
      ).map(({ code, field }) => (field === undefined ? code : `${code} ${field}`))
    expect(codes('rescue')).toEqual(['return-card'])
    expect(codes('gone')).toEqual(['return-card', 'helper-gone'])
    expect(codes(null)).toEqual(['return-card', 'card-config onError'])
  })
})

describe('the time limit of a card', () => {
  /** Creates effects with a service that responds after a time in milliseconds, unless the request times out first. */
  const slow = (took: number) => {
    const fx = fakeEffects()
    const http: FakeEffects['http'] = async request => {
      fx.sent.push(request)
      fx.moveClock(Math.min(took, request.timeout))
      if (took >= request.timeout)
        throw new Fault('http.timed-out', { method: 'POST', url: '', seconds: 1, sent: 'unknown' })
      return answer(200)
    }
    return { ...fx, http }
  }

  test('ends a request that takes longer, with an error that names card and limit', async () => {
    const flow = flowOf(calls('c', 'helper', { after: stop, timeLimitSeconds: 1 }))
    const helper = flowOf(card('b', 'start'), card('one', 'send'), card('two', 'send'), card('three', 'send'))
    const fx = slow(400)
    const { outcome } = await runToTheEnd(flow, { fx, flows: { helper } })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['c', 'three'],
      fault: { code: 'card.timed-out', details: { card: 'A call', seconds: 1 } }
    })
    expect(fx.sent.map(({ timeout }) => timeout)).toEqual([1_000, 600, 200])
  })

  test('is an error that the policy handles, with the same result after an interruption', async () => {
    const flow = flowOf(calls('c', 'helper', { after: goOn, timeLimitSeconds: 1 }), card('s', 'send'))
    const helper = flowOf(card('b', 'start'), card('one', 'send'), card('two', 'send'), card('three', 'send'))
    const whole = await runToTheEnd(flow, { fx: slow(600), flows: { helper } })
    expect(whole.outcome.status).toEqual({ is: 'succeeded' })
    expect(whole.outcome.steps.find(({ path }) => path.length === 1)?.handled?.fault.code).toBe(
      'card.timed-out'
    )
    const fx = slow(0)
    const rows = [...whole.journal.recorded].filter(([key]) => key !== 's')
    const resumed = await runToTheEnd(flow, { fx, flows: { helper }, journal: memoryJournal(new Map(rows)) })
    expect(resumed.outcome.status).toEqual({ is: 'succeeded' })
    expect(fx.sent.map(({ headers }) => headers['idempotency-key'])).toEqual(['run-1/s'])
  })
})

describe('the start card of a helper flow', () => {
  test('outputs the number of the item and the name of the calling flow', async () => {
    const helper = flowOf(
      card('b', 'start'),
      card('end', 'return', undefined, { inputs: { value: pill('b', 'context.index') } })
    )
    const flow = flowOf(card('t', 'twice', undefined, { config: { flowId: 'helper' } }))
    const { outcome } = await runToTheEnd(flow, { fx: failing(0), flows: { helper } })
    expect(outcome.steps[0]?.outputs).toMatchObject({
      out: [{ outputs: { value: 0 } }, { outputs: { value: 1 } }]
    })
  })
})
