import { DAY, Fault, type Flow, HOUR, pill, type RunOutcome, SECOND } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from './card/card-effects.ts'
import { keyOfPath } from './card/journal.ts'
import type { SuspendedRun } from './run/patience.ts'
import { MAX_ATTEMPTS, retryDelays } from './run/retry.ts'
import { smallCards } from './testing/small-cards.ts'
import { smallFlowsOf } from './testing/small-flows.ts'
import {
  FAKE_START,
  type FakeEffects,
  fakeEffects,
  flowOf,
  memoryJournal,
  runPatientlyWith,
  runWith
} from './testing.ts'

const answer = (status: number, headers: Record<string, string> = {}): HttpResponse => ({
  status,
  headers,
  body: '1'
})

const card = (id: string, type: string, inputs: Flow['cards'][string]['inputs'] = {}) => ({
  id,
  type,
  config: {},
  inputs
})

const calling = (id: string, type: 'call' | 'twice') => ({ ...card(id, type), config: { flowId: 'helper' } })

const isSuspended = (outcome: RunOutcome | SuspendedRun): outcome is SuspendedRun => 'wait' in outcome

/**
 * Runs a flow and resumes it whenever it is due, until it ends or is on hold. Each resumption starts from the
 * journal, like another process.
 */
const runToTheEnd = async (flow: Flow, fx: FakeEffects, helper?: Flow) => {
  const journal = memoryJournal()
  const suspensions: SuspendedRun[] = []
  for (;;) {
    const last = suspensions.at(-1)
    const patience = last === undefined ? {} : { before: last.steps, woken: { at: last.at, anew: false } }
    const flows = new Map(helper === undefined ? [] : [['helper', helper]])
    const outcome = await runPatientlyWith(flow, {}, { specs: smallCards, fx, journal, flows }, patience)
    if (!isSuspended(outcome)) return { outcome, suspensions, journal }
    suspensions.push(outcome)
    journal.keep(outcome)
    if (outcome.status.is === 'on-hold') return { outcome, suspensions, journal }
    expect(outcome.status.until).toBe(outcome.wait.until)
    fx.moveClock(Math.max(0, outcome.status.until - fx.clock()))
    if (suspensions.length > 500) throw new Error('It never ends.')
  }
}

const lookAt = flowOf(card('look', 'look'))

describe('a run that is suspended and continued', () => {
  const types = ['echo', 'draw', 'draw', 'send', 'send', 'wait', 'wait', 'fork', 'fail', 'stop']
  const pairs = fc.record({
    flow: smallFlowsOf(...types, 'call', 'twice'),
    helper: smallFlowsOf(...types, 'start', 'return')
  })

  test('equals one that neither waits nor fails, and each effect is done once, as first sent', async () => {
    let woken = 0
    await fc.assert(
      fc.asyncProperty(pairs, fc.array(fc.nat(3), { minLength: 1 }), async ({ flow, helper }, failures) => {
        const sent = new Map<string, { body: string | null; failed: number; taken: number }>()
        const service = (request: HttpRequest): HttpResponse => {
          const key = request.headers['idempotency-key'] ?? ''
          const known = sent.get(key) ?? { body: request.body, failed: 0, taken: 0 }
          sent.set(key, known)
          expect(request.body).toBe(known.body)
          // The error of a second item is caught at once, so that it is not retried.
          if (
            !key.includes('/1/') &&
            known.failed < (failures[sent.size % failures.length] ?? 0) &&
            known.taken === 0
          ) {
            known.failed++
            return answer(503, { 'retry-after': '60' })
          }
          known.taken++
          return answer(200)
        }
        let drawn = 0
        const base = fakeEffects(service)
        const fx = { ...base, newId: () => `id-${drawn++}`, random: () => (drawn++ % 100) / 100 }
        const { outcome, suspensions, journal } = await runToTheEnd(flow, fx, helper)
        woken += suspensions.length

        // Another service, which takes everything at once; what was drawn is the same, and all waits are over.
        const draws = new Map(journal.recorded)
        for (const key of sent.keys()) draws.delete(key.slice('run-1/'.length))
        // What was drawn after the last effect is in no journal, and may stand in the fault of a card behind it.
        const typeIn = (cards: Flow['cards'], id: unknown) =>
          Object.hasOwn(cards, String(id)) ? cards[String(id)]?.type : undefined
        for (const { path, outputs } of outcome.steps) {
          const isCalled = path.slice(0, -1).some(id => /^(call|twice)$/.test(typeIn(flow.cards, id) ?? ''))
          const isDrawn = typeIn((isCalled ? helper : flow).cards, path.at(-1)) === 'draw'
          if (isDrawn && typeof outputs === 'object') draws.set(keyOfPath(path), { outputs })
        }
        const later = fakeEffects(() => answer(200))
        later.moveClock(1_000 * DAY)
        const calm = await runWith(
          flow,
          {},
          {
            specs: smallCards,
            fx: later,
            journal: memoryJournal(draws, journal.waits),
            flows: new Map([['helper', helper]])
          }
        )
        expect(later.sent).toHaveLength(sent.size)
        const told = ({ status, steps }: RunOutcome | SuspendedRun) => [
          status,
          steps.map(step => [step.path, step.status, step.fault])
        ]
        expect(told(outcome)).toEqual(told(calm))
        for (const { taken } of sent.values()) expect(taken).toBe(1)
      }),
      { numRuns: 400 }
    )
    expect(woken).toBeGreaterThan(200)
  })

  test('keeps its random values from before the wait', async () => {
    const fx = fakeEffects(() => answer(200))
    const flow = flowOf(
      card('d', 'draw'),
      card('w', 'wait', { value: pill('d', 'out') }),
      card('s', 'send', { value: pill('w', 'out') })
    )
    const { suspensions } = await runToTheEnd(flow, fx)
    expect(suspensions).toHaveLength(1)
    expect(JSON.parse(fx.sent[0]?.body ?? '')).toMatchObject({ at: FAKE_START })
  })

  test('waits each time in a flow that is called twice, and its steps keep their times', async () => {
    const helper = flowOf(card('w', 'wait'))
    const { outcome, suspensions } = await runToTheEnd(flowOf(calling('t', 'twice')), fakeEffects(), helper)
    expect(suspensions.map(({ at }) => keyOfPath(at))).toEqual(['t/0/w', 't/1/w'])
    expect(outcome.steps.map(({ path, from, to }) => [keyOfPath(path), from, to])).toEqual([
      ['t', 0, 2 * DAY],
      ['t/0/w', 0, DAY],
      ['t/1/w', DAY, 2 * DAY]
    ])
  })

  test('does not repeat a wait that was ended early', async () => {
    const journal = memoryJournal()
    const parts = { specs: smallCards, fx: fakeEffects(), journal }
    const waits = flowOf(card('w', 'wait'), card('again', 'wait'))
    const first = await runPatientlyWith(waits, {}, parts)
    if (!isSuspended(first)) throw new Error('It waits.')
    journal.keep(first)
    const second = await runPatientlyWith(waits, {}, parts, { woken: { at: ['w'], anew: false } })
    if (!isSuspended(second)) throw new Error('It waits.')
    expect(second.at).toEqual(['again'])
    journal.keep(second)
    const third = await runPatientlyWith(waits, {}, parts, { woken: { at: ['again'], anew: false } })
    expect(third.status).toEqual({ is: 'succeeded' })
  })
})

/**
 * Runs a flow with a single card, for which the service gives the responses. The card sends a POST (`send`)
 * or a GET (`look`).
 */
const once = (type: 'send' | 'look', service: () => HttpResponse) =>
  runPatientlyWith(
    flowOf(card('it', type)),
    {},
    { specs: smallCards, fx: fakeEffects(service), journal: memoryJournal() }
  )

const failing = (fault: Fault) => () => {
  throw fault
}
const noAnswer = (sent: 'no' | 'maybe') =>
  new Fault('http.no-answer', { method: 'POST', url: '/things', why: 'it is a test.', sent })

describe('a request that failed', () => {
  test.each([
    ['send', 503, { 'retry-after': '5' }],
    ['send', 429, {}],
    ['send', 425, {}]
  ] as const)('is sent again if that is safe: %s answered with %d %j', async (type, status, headers) => {
    const outcome = await once(type, () => answer(status, headers))
    expect(outcome.status).toMatchObject({
      is: 'waiting',
      at: ['it'],
      waitsFor: { is: 'retry', tried: 1, of: 9, cause: `the service answered ${status}` }
    })
    expect(outcome.steps).toMatchObject([
      { status: 'waiting', tries: [{ at: FAKE_START, status }], requests: [{ status }] }
    ])
  })

  test.each([
    ['no', 'waiting'],
    ['maybe', 'failed']
  ] as const)('without an answer is sent again if it certainly was not sent: %s', async (sent, is) => {
    expect((await once('send', failing(noAnswer(sent)))).status).toMatchObject({ is })
  })

  test.each([400, 401, 403, 404, 410, 422, 500, 502, 503, 408])(
    'that may change data is not sent again when it is answered with %d',
    async status => {
      expect((await once('send', () => answer(status))).status).toMatchObject({
        is: 'failed',
        at: ['it'],
        fault: { code: 'http.status' }
      })
    }
  )

  test('is not sent again in a run with a waiting caller', async () => {
    const fx = fakeEffects(() => answer(429))
    const outcome = await runWith(flowOf(card('it', 'send')), {}, { specs: smallCards, fx })
    expect(outcome.status).toMatchObject({ is: 'failed' })
  })

  test('is not sent again if a card around it catches errors, at any depth', async () => {
    const fx = fakeEffects(() => answer(429))
    const flow: Flow = {
      schemaVersion: 1,
      strip: ['try'],
      cards: {
        try: {
          ...card('try', 'try'),
          blocks: [
            { id: 'try', strip: ['call'], joins: {} },
            { id: 'catch', strip: ['after'], joins: {} }
          ]
        },
        call: calling('call', 'call'),
        after: card('after', 'send')
      }
    }
    const helper = flowOf(card('it', 'send'))
    const parts = { specs: smallCards, fx, journal: memoryJournal(), flows: new Map([['helper', helper]]) }
    const outcome = await runPatientlyWith(flow, {}, parts)
    // What is done about the error is retried: nothing catches that.
    expect(outcome.status).toMatchObject({ is: 'waiting', at: ['try', 'after'] })
    expect(fx.sent).toHaveLength(2)
  })
})

describe('tries', () => {
  const chances = fakeEffects(() => answer(429))

  test('follow the schedule, and the ninth failure puts the run on hold with its journal', async () => {
    const fx = { ...chances, random: () => 0.999_999 }
    const { outcome, suspensions } = await runToTheEnd(flowOf(card('it', 'send')), fx)
    const rests = suspensions.slice(1).map(({ wait }, at) => {
      const earlier = suspensions[at]
      return Math.round((wait.until - (earlier?.wait.until ?? 0)) / SECOND) * SECOND
    })
    expect(rests).toEqual([...retryDelays.slice(1), 0])
    expect(suspensions).toHaveLength(MAX_ATTEMPTS)
    expect(outcome.status).toEqual({
      is: 'on-hold',
      at: ['it'],
      why: '“A send” failed 9 times; the last time the service answered 429.'
    })
    expect(outcome.steps).toMatchObject([{ status: 'failed', fault: { code: 'http.status' } }])
    expect(outcome.steps[0]?.tries).toHaveLength(9)
  })

  test('pause as long as the service asks, up to an hour', async () => {
    const asking = (header: string) => once('send', () => answer(429, { 'retry-after': header }))
    const untilOf = async (header: string) => {
      const { status } = await asking(header)
      return status.is === 'waiting' ? status.until - FAKE_START : null
    }
    expect(await untilOf('120')).toBe(122_500)
    expect(await untilOf(new Date(FAKE_START + 60_000).toUTCString())).toBe(61_822)
    expect(await untilOf('86400')).toBe(HOUR)
    expect((await asking('1')).status).toMatchObject({ waitsFor: { byService: true } })
  })

  test('with success keep the earlier ones in the step', async () => {
    let left = 2
    const fx = fakeEffects(() => answer(left-- > 0 ? 429 : 200))
    const { outcome } = await runToTheEnd(flowOf(card('it', 'send')), fx)
    expect(outcome).toMatchObject({
      status: { is: 'succeeded' },
      steps: [{ status: 'succeeded', tries: [{ status: 429 }, { status: 429 }], requests: [{ status: 200 }] }]
    })
    expect(new Set(fx.sent.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set(['run-1/it']))
  })

  test('are counted from zero for a run that a person continues after a hold', async () => {
    const fx = fakeEffects(() => answer(429))
    const flow = flowOf(card('it', 'send'))
    const { outcome, journal } = await runToTheEnd(flow, fx)
    const again = await runPatientlyWith(
      flow,
      {},
      { specs: smallCards, fx, journal },
      { before: outcome.steps, woken: { at: ['it'], anew: true } }
    )
    expect(again.status).toMatchObject({ is: 'waiting', waitsFor: { tried: 1, of: 9 } })
    expect(again.steps[0]?.tries).toHaveLength(10)
  })

  test('are not used up by a blocked request', async () => {
    const until = FAKE_START + HOUR
    const held = new Fault('http.held', { method: 'GET', url: '/things', why: 'Acme HR rests', until })
    const outcome = await runPatientlyWith(
      lookAt,
      {},
      { specs: smallCards, fx: fakeEffects(failing(held)), journal: memoryJournal() }
    )
    expect(outcome).toMatchObject({
      status: {
        is: 'waiting',
        // A chance of a half: those that are blocked together do not come back together.
        until: until + 2_500,
        waitsFor: { is: 'held', cause: 'The request of “A look” was not sent because Acme HR rests.' }
      },
      wait: { used: 0, tries: [] }
    })
    expect(outcome.steps.at(-1)).not.toHaveProperty('requests')
  })

  test('are still shown with their answers while the next one is blocked', async () => {
    const answers = [
      () => answer(503, { 'retry-after': '5' }),
      failing(
        new Fault('http.held', {
          method: 'GET',
          url: '/things',
          why: 'Acme HR rests',
          until: FAKE_START + HOUR
        })
      )
    ]
    const sendIt = flowOf(card('it', 'send'))
    const fx = fakeEffects(() => answers.shift()?.() ?? { status: 200, headers: {}, body: '' })
    const journal = memoryJournal()
    const first = await runPatientlyWith(sendIt, {}, { specs: smallCards, fx, journal })
    if (!('wait' in first)) throw new Error('It is tried again.')
    journal.keep(first)
    fx.moveClock(first.wait.until - FAKE_START)
    const held = await runPatientlyWith(
      sendIt,
      {},
      { specs: smallCards, fx, journal },
      { before: first.steps, woken: { at: first.at, anew: false } }
    )
    expect(held.status).toMatchObject({ is: 'waiting', waitsFor: { is: 'held' } })
    expect(held.steps.at(-1)).toMatchObject({ requests: [{ status: 503 }], tries: [{ status: 503 }] })
  })
})
