import {
  type Card,
  DAY,
  literal,
  MOST_OUTPUTS,
  MOST_STEPS,
  MOST_TRACE,
  MOST_WAITS,
  pill,
  type RunOutcome,
  text
} from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { outputs } from './card/card-context.ts'
import { defineCard } from './card/define-card.ts'
import { ports } from './card/ports.ts'
import type { SuspendedRun } from './run/patience.ts'
import { sizeOf } from './run/value-budget.ts'
import { smallCards } from './testing/small-cards.ts'
import { cardOf, fakeEffects, flowOf, memoryJournal, runPatientlyWith, runWith } from './testing.ts'

const echo = (id: string, value: Card['inputs'][string]): Card => cardOf('echo', id, {}, { value })

const doubling = (cards: number, of: (before: ReturnType<typeof pill>) => Card['inputs'][string]) => {
  const strip = Array.from({ length: cards }, (_, at) =>
    echo(`c${at}`, of(at === 0 ? pill('start', 'in') : pill(`c${at - 1}`, 'out')))
  )
  return flowOf(cardOf('start', 'start'), ...strip)
}

/** Defines a card that computes its output from its input. */
const making = (type: string, make: (value: unknown) => unknown) =>
  defineCard({
    type,
    title: `A ${type}`,
    group: 'List',
    config: z.strictObject({}),
    blank: () => ({ config: {} }),
    ports: () =>
      ports({
        inputs: [{ id: 'value', label: 'Value', type: { kind: 'any', list: false }, required: false }],
        outputs: [{ id: 'out', label: 'Out', type: { kind: 'any', list: false } }]
      }),
    execute: ({ inputs }) => outputs({ out: make(inputs.value) })
  })

/** Defines a card that calls the helper flow with 1 MB of text, once per item of a list with this length. */
const looping = (items: number, value: string) =>
  defineCard({
    type: 'loop',
    title: 'A loop',
    group: 'List',
    config: z.strictObject({}),
    blank: () => ({ config: {} }),
    ports: () => ports({}),
    calls: () => ['helper'],
    execute: async ({ callFlow }) => {
      for (let index = 0; index < items; index++) await callFlow('helper', { in: value }, index)
      return outputs({})
    }
  })

const twin = making('twin', value => ({ one: value, other: value }))

const bytesOf = (outcome: RunOutcome | SuspendedRun): number => JSON.stringify(outcome.steps).length

// review: cores A14, security H3
describe('a run with values that grow without end', () => {
  test('fails with a clear fault when it joins a text with itself, and its trace stays small', async () => {
    const outcome = await runWith(
      doubling(22, before => text(before, before)),
      { in: 'x'.repeat(107) },
      { specs: smallCards }
    )
    expect(outcome.status).toMatchObject({
      is: 'failed',
      fault: { code: 'card.input-type', details: { found: 'Text of more than 16 MB' } }
    })
    expect(bytesOf(outcome)).toBeLessThan(MOST_TRACE + 10_000)
    expect(outcome.steps.filter(step => step.leftOut !== undefined).length).toBeGreaterThan(1)
  })

  test('fails when an object contains the one before twice, which needs no memory until it is written', async () => {
    const strip = Array.from({ length: 40 }, (_, at) =>
      cardOf('twin', `c${at}`, {}, { value: at === 0 ? pill('start', 'in') : pill(`c${at - 1}`, 'out') })
    )
    const outcome = await runWith(
      flowOf(cardOf('start', 'start'), ...strip),
      { in: 'x'.repeat(107) },
      { specs: [...smallCards, twin] }
    )
    expect(outcome.status).toMatchObject({ is: 'failed', fault: { code: 'run.values-too-large' } })
    expect(bytesOf(outcome)).toBeLessThan(MOST_TRACE + 10_000)
  })
})

test('keeps small outputs in the trace longer than large ones', async () => {
  const strip = Array.from({ length: 9 }, (_, at) => {
    const value = at % 2 === 0 ? text(pill('start', 'in')) : literal('small')
    return echo(`c${at}`, value)
  })
  const outcome = await runWith(
    flowOf(cardOf('start', 'start'), ...strip),
    { in: 'x'.repeat(400_000) },
    { specs: smallCards }
  )
  const isLeftOut = outcome.steps.slice(1).map(({ leftOut }) => leftOut !== undefined)
  expect(isLeftOut).toEqual([false, false, false, false, true, false, true, false, true])
})

// review: security H3
describe('the outputs of all cards of a run', () => {
  const megabyte = 'x'.repeat(1_048_576)
  const helper = flowOf(cardOf('start', 'start'), echo('copy', pill('start', 'in')))
  const runLoop = (items: number) =>
    runWith(
      flowOf(cardOf('start', 'start'), cardOf('loop', 'loop'), echo('after', literal('small'))),
      {},
      { specs: [...smallCards, looping(items, megabyte)], flows: new Map([['helper', helper]]) }
    )

  test('fail the run when they exceed the budget, and the trace names the card', async () => {
    // Each item counts twice: as the input of the helper flow and as the output of its card.
    const outcome = await runLoop(MOST_OUTPUTS / megabyte.length / 2 + 1)
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['loop', expect.any(Number), expect.any(String)],
      fault: { code: 'run.values-too-large', details: { most: MOST_OUTPUTS / megabyte.length } }
    })
    expect(bytesOf(outcome)).toBeLessThan(MOST_TRACE + 100_000)
    expect(outcome.steps.at(-1)).toMatchObject({
      status: 'failed',
      fault: { message: expect.stringMatching(/at the card “A (echo|start)”/) }
    })
  })

  test('can be as large as the budget, of which the trace keeps a part', async () => {
    const outcome = await runLoop(MOST_OUTPUTS / megabyte.length / 2 - 1)
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(bytesOf(outcome)).toBeLessThan(MOST_TRACE + 100_000)
  })
})

// review: security H3
test('a body of 1 MB can pass through thirty cards, and its run stores only a few copies', async () => {
  const outcome = await runWith(
    doubling(30, before => text(before)),
    { in: 'x'.repeat(1_048_576) },
    { specs: smallCards }
  )
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(bytesOf(outcome)).toBeLessThan(MOST_TRACE + 10_000)
  expect(outcome.steps.at(-1)).toMatchObject({ leftOut: expect.any(Number) })
})

// review: security H3
test('a run with growing values waits for memory before the next card, and releases it at its end', async () => {
  const asked: (number | 'left')[] = []
  let isThere = false
  const room = {
    reserve: async (bytes: number) => {
      asked.push(bytes / 1_048_576)
      await new Promise(setImmediate)
      isThere = true
    },
    leave: () => void asked.push('left')
  }
  const roomy = making('roomy', value => {
    if (!isThere) throw new Error('There is no room yet.')
    return value
  })
  const outcome = await runWith(
    flowOf(
      cardOf('start', 'start'),
      echo('large', text(pill('start', 'in'), pill('start', 'in'))),
      cardOf('roomy', 'behind', {}, { value: pill('large', 'out') }),
      cardOf('roomy', 'more', {}, { value: pill('large', 'out') }),
      cardOf('roomy', 'last', {}, { value: pill('large', 'out') })
    ),
    { in: 'x'.repeat(1_000_000) },
    { specs: [...smallCards, roomy], room }
  )
  expect(outcome.status).toEqual({ is: 'succeeded' })
  expect(asked).toEqual([4, 16, 'left'])
})

test('a run with small values reserves no memory', async () => {
  const room = { reserve: () => Promise.reject(new Error('It asked.')), leave: () => {} }
  const outcome = await runWith(
    doubling(9, before => text(before, before)),
    { in: 'x' },
    { specs: smallCards, room }
  )
  expect(outcome.status).toEqual({ is: 'succeeded' })
})

test('the size of a value is that of its JSON, except for separators', () => {
  const values = ['abc', 12, null, true, ['a', { b: ['c'] }], { a: { b: 'x'.repeat(1_000) } }]
  for (const value of values) {
    const size = sizeOf(value, new WeakMap())
    expect(Math.abs(size - JSON.stringify(value).length)).toBeLessThan(20)
  }
})

// review: cores A14
describe('a run that has used up its steps', () => {
  const flow = flowOf(
    cardOf('start', 'start'),
    ...Array.from({ length: 9 }, (_, at) => cardOf('send', `s${at}`))
  )

  test('is put on hold, and continues after its last finished effect as often as a person lets it', async () => {
    const journal = memoryJournal()
    const fx = fakeEffects(() => ({ status: 200, headers: {}, body: '1' }))
    const parts = { specs: smallCards, fx, journal, fuel: 4 }
    const first = await runPatientlyWith(flow, {}, parts)
    if (!('wait' in first)) throw new Error('It has ended.')
    expect(first.status).toMatchObject({ is: 'on-hold', at: ['s3'] })
    expect(fx.sent).toHaveLength(3)
    journal.keep(first)
    const woken = { at: ['s3'], anew: true }
    const second = await runPatientlyWith(flow, {}, parts, { before: first.steps, woken })
    if (!('wait' in second)) throw new Error('It has ended.')
    expect(second.status).toMatchObject({ is: 'on-hold', at: ['s7'] })
    expect(fx.sent).toHaveLength(7)
    journal.keep(second)
    const last = await runPatientlyWith(flow, {}, parts, { before: second.steps, woken })
    expect(last.status).toEqual({ is: 'succeeded' })
    expect(fx.sent).toHaveLength(9)
  })

  test('names the number of steps', async () => {
    const fx = fakeEffects(() => ({ status: 200, headers: {}, body: '1' }))
    const spent = await runPatientlyWith(flow, {}, { specs: smallCards, fx, fuel: 2 })
    expect(spent.status).toMatchObject({ why: expect.stringMatching(/^The run took 2 steps\./) })
    expect(MOST_STEPS).toBeGreaterThan(22_000)
  })
})

// review: cores C8
test('a run that has waited many times is put on hold, and can wait as often again when it continues', async () => {
  const items = 2 * MOST_WAITS + 1
  const flows = new Map([['helper', flowOf(cardOf('start', 'start'), cardOf('wait', 'wait'))]])
  const journal = memoryJournal()
  const fx = fakeEffects()
  const parts = { specs: [...smallCards, looping(items, 'x')], fx, journal, flows }
  const flow = flowOf(cardOf('start', 'start'), cardOf('loop', 'loop'))
  // The waits of the first items are over: going through all of them here would take minutes.
  const passWaits = (from: number, to: number) => {
    for (let item = from; item < to; item++) {
      journal.waits.set(`loop/${item}/wait`, { until: fx.clock() - DAY, tries: [], used: 0 })
    }
  }
  passWaits(0, MOST_WAITS - 1)
  const last = await runPatientlyWith(flow, {}, parts)
  if (!('wait' in last)) throw new Error('The run has ended.')
  expect(last.status).toMatchObject({ is: 'waiting', at: ['loop', MOST_WAITS - 1, 'wait'] })

  passWaits(MOST_WAITS - 1, MOST_WAITS)
  const held = await runPatientlyWith(flow, {}, parts, { before: last.steps })
  if (!('wait' in held)) throw new Error('The run has ended.')
  expect(held.status).toMatchObject({
    is: 'on-hold',
    at: ['loop', MOST_WAITS, 'wait'],
    why: expect.stringMatching(/^The run waited 1,000 times\..* pass fewer items/)
  })
  journal.keep(held)

  const woken = { at: ['loop', MOST_WAITS, 'wait'], anew: true }
  const further = await runPatientlyWith(flow, {}, parts, { before: held.steps, woken })
  expect(further.status).toMatchObject({ is: 'waiting', at: ['loop', MOST_WAITS, 'wait'] })

  passWaits(MOST_WAITS, 2 * MOST_WAITS)
  const again = await runPatientlyWith(flow, {}, parts, { before: held.steps })
  expect(again.status).toMatchObject({
    is: 'on-hold',
    why: expect.stringMatching(/^The run waited 2,000 times/)
  })
})

// review: cores A9
describe('a started run with cards that can no longer be read', () => {
  const specs = smallCards.filter(({ type }) => type !== 'echo')
  const flow = flowOf(cardOf('start', 'start'), cardOf('echo', 'gone'))
  const before = [
    { path: ['start'], status: 'succeeded' as const, from: 0, to: 1, outputs: 'given' as const }
  ]

  test('is put on hold with its trace', async () => {
    const woken = { at: ['pause'], anew: false }
    const held = await runPatientlyWith(flow, {}, { specs }, { before, woken })
    expect(held).toMatchObject({ status: { is: 'on-hold', at: ['pause'] }, steps: before })
  })

  test('is put on hold if an effect may have been done', async () => {
    const held = await runPatientlyWith(flow, {}, { specs }, { hasJournal: true })
    expect(held.status).toMatchObject({ is: 'on-hold', why: expect.stringMatching(/card type “echo”/) })
  })

  test('fails if no effect was done', async () => {
    const failed = await runPatientlyWith(flow, {}, { specs })
    expect(failed.status).toMatchObject({ is: 'failed', fault: { code: 'card.unknown' } })
  })
})
