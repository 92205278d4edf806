import { type Card, emptyFlow, type Flow, literal, type RunOutcome, type Step } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HttpResponse } from '../card/card-effects.ts'
import { smallCards } from '../testing/small-cards.ts'
import { smallFlowsOf } from '../testing/small-flows.ts'
import { fakeEffects, flowOf, runWith } from '../testing.ts'
import { answersOfRun, answersOfTrace, type PreviousExecutions } from './answers.ts'

const types = ['echo', 'draw', 'draw', 'send', 'send', 'send', 'fork', 'try', 'fail', 'stop']
const pairs = fc.record({
  flow: smallFlowsOf(...types, 'call', 'twice'),
  helper: smallFlowsOf(...types, 'start', 'return')
})

/** Creates a service that counts its requests and rejects some of them. */
const service = () => {
  let count = 0
  return fakeEffects((): HttpResponse => {
    count += 1
    return count % 4 === 0
      ? { status: 422, headers: {}, body: 'No.' }
      : { status: 200, headers: {}, body: String(count) }
  })
}

/** Creates effects with a different time, ids and random values. */
const later = () => {
  const fx = fakeEffects(() => {
    throw new Error('Nothing is to be sent.')
  })
  fx.moveClock(86_400_000)
  return { ...fx, newId: () => 'another', random: () => 0.25 }
}

/** Returns the card requests of a run, collected by replaying it without side effects. */
const askedIn = async (flow: Flow, helper: Flow, steps: Step[]): Promise<PreviousExecutions> => {
  const before: PreviousExecutions = new Map()
  const flows = new Map([['helper', helper]])
  await runWith(flow, {}, { specs: smallCards, flows, fx: later(), answers: answersOfTrace(steps, before) })
  return before
}

/** Replays a run with a changed flow and without side effects. Responses come from the old run. */
const runAgain = async (old: Flow, steps: Step[], next: Flow, helper: Flow = emptyFlow) => {
  const answers = answersOfRun(steps, await askedIn(old, helper, steps))
  const fx = later()
  const flows = new Map([['helper', helper]])
  const outcome = await runWith(next, {}, { specs: smallCards, flows, fx, answers })
  expect(fx.sent).toEqual([])
  return outcome
}

const comparable = ({ status, result, steps }: RunOutcome) => ({
  status,
  result,
  steps: steps.map(({ path, status: ended, outputs, fault }) => ({ path, status: ended, outputs, fault }))
})

const card = (id: string, type: string, inputs: Card['inputs'] = {}): Card => ({
  id,
  type,
  config: {},
  inputs
})
const pill = (of: string) => ({ kind: 'pill' as const, card: of, field: 'out', path: [] })

describe('a run without side effects', () => {
  test('of the same flow has the result of the original run, and sends nothing', async () => {
    let answered = 0
    await fc.assert(
      fc.asyncProperty(pairs, async ({ flow, helper }) => {
        const flows = new Map([['helper', helper]])
        const first = await runWith(flow, {}, { specs: smallCards, flows, fx: service() })
        const again = await runAgain(flow, first.steps, flow, helper)
        expect(comparable(again)).toEqual(comparable(first))
        answered += again.steps.filter(step => step.answered === 'same').length
        expect(again.steps.every(step => step.answered !== 'other' && step.requests === undefined)).toBe(true)
      }),
      { numRuns: 500 }
    )
    expect(answered).toBeGreaterThan(100)
  })

  test('of another flow sends nothing either, and answers no new card', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, pairs, async ({ flow, helper }, other) => {
        const flows = new Map([['helper', helper]])
        const first = await runWith(flow, {}, { specs: smallCards, flows, fx: service() })
        const again = await runAgain(flow, first.steps, other.flow, helper)
        const known = new Set(first.steps.map(({ path }) => path.join('/')))
        for (const step of again.steps)
          if (step.answered !== undefined) expect(known).toContain(step.path.join('/'))
      }),
      { numRuns: 300 }
    )
  })

  const old = flowOf(
    card('say', 'echo', { value: literal('Hello') }),
    card('post', 'send', { value: pill('say') })
  )
  const ranOld = () => runWith(old, {}, { specs: smallCards, fx: service() })

  test('gives the stored answer to a different request of the same address, and says so', async () => {
    const { steps } = await ranOld()
    const next = flowOf(
      card('say', 'echo', { value: literal('Hi') }),
      card('post', 'send', { value: pill('say') }),
      card('tell', 'echo', { value: pill('post') })
    )
    const again = await runAgain(old, steps, next)
    expect(again.status).toEqual({ is: 'succeeded' })
    expect(again.steps).toMatchObject([
      { outputs: { out: 'Hi' } },
      { outputs: { out: 1 }, answered: 'other' },
      { outputs: { out: 1 } }
    ])
    expect(again.steps[0]).not.toHaveProperty('answered')
  })

  test('ends at a request without a stored answer, even inside a card that catches errors', async () => {
    const { steps } = await ranOld()
    const next: Flow = {
      schemaVersion: 1,
      strip: ['around', 'behind'],
      cards: {
        around: {
          ...card('around', 'try'),
          blocks: [
            { id: 'try', strip: ['new'], joins: {} },
            { id: 'catch', strip: [], joins: {} }
          ]
        },
        new: { ...card('new', 'send'), title: 'Post more' },
        behind: card('behind', 'echo')
      }
    }
    const again = await runAgain(old, steps, next)
    expect(again.status).toMatchObject({
      is: 'failed',
      at: ['around', 'new'],
      fault: {
        code: 'card.not-sent',
        message:
          'The request of “Post more” was not sent because this replay has no side effects and the original run has no response for it. Replay with side effects to send it.'
      }
    })
    expect(again.steps.map(({ path }) => path.join('/'))).toEqual(['around', 'around/new'])
  })

  test('has no answer for a card of another type, or for another address', async () => {
    const { steps } = await ranOld()
    const next = flowOf(card('post', 'look'))
    expect((await runAgain(old, steps, next)).status).toMatchObject({ fault: { code: 'card.not-sent' } })
    const elsewhere = steps.map(step => ({
      ...step,
      ...(step.requests && { requests: step.requests.map(sent => ({ ...sent, url: '/elsewhere' })) })
    }))
    const changed = flowOf(card('post', 'send', { value: literal('Hi') }))
    expect((await runAgain(old, elsewhere, changed)).status).toMatchObject({
      fault: { code: 'card.not-sent' }
    })
  })

  test('has no answer where the original run was ended from outside', async () => {
    const { steps } = await ranOld()
    const fault = { code: 'run.fuel' as const, message: '', details: {} }
    const cut = steps.map(({ outputs, ...step }) =>
      step.path[0] === 'post'
        ? { ...step, status: 'failed' as const, fault }
        : { ...step, ...(outputs && { outputs }) }
    )
    expect((await runAgain(old, cut, old)).status).toMatchObject({ fault: { code: 'card.not-sent' } })
  })

  test('draws random values again for changed and new cards', async () => {
    const drawing = flowOf(card('draw', 'draw'))
    const { steps } = await runWith(drawing, {}, { specs: smallCards, fx: service() })
    const next = flowOf(card('draw', 'draw', { late: literal(true) }), card('more', 'draw'))
    const again = await runAgain(drawing, steps, next)
    expect(again.steps.map(({ answered }) => answered)).toEqual([undefined, undefined])
    expect(again.steps).toMatchObject([
      { outputs: { out: { id: 'another' } } },
      { outputs: { out: { id: 'another' } } }
    ])
  })
})
