import { emptyFlow, type Flow, literal, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { block, card, flow, in_, run, statuses } from '../testing/run-small-cards.ts'
import { fakeEffects, flowOf } from '../testing.ts'

describe('a called flow', () => {
  const helper = flow(
    card('start', 'start'),
    card('a', 'echo', { value: text('<', in_, '>') }),
    card('end', 'return', { value: pill('a', 'out') })
  )
  const caller = card('c', 'call', { value: literal('x') }, { config: { flowId: 'h' } })

  test('runs below the caller and passes its result to later cards', async () => {
    const made = flow(caller, card('d', 'echo', { value: pill('c', 'value') }))
    const outcome = await run(made, {}, { flows: new Map([['h', helper]]) })
    expect(outcome.steps.at(-1)?.outputs).toEqual({ out: '<x>' })
    expect(statuses(outcome.steps)).toEqual([
      'c succeeded',
      'c/start succeeded',
      'c/a succeeded',
      'c/end succeeded',
      'd succeeded'
    ])
  })

  test('cannot read values of the caller, nor the caller those of the flow', async () => {
    const spying = flow(card('start', 'start'), card('end', 'return', { value: pill('mine', 'out') }))
    const made = flow(
      card('mine', 'echo', { value: literal('private') }),
      caller,
      card('d', 'echo', { value: pill('a', 'out') }),
      card('e', 'echo', { value: pill('c', 'value') })
    )
    const seen = await run(made, {}, { flows: new Map([['h', spying]]) })
    expect(seen.steps.slice(-2).map(step => step.outputs)).toEqual([{ out: null }, { out: null }])
  })

  test('that is missing or unreadable fails the calling card, and can be caught', async () => {
    const gone = await run(flow(caller))
    expect(gone.status).toMatchObject({ is: 'failed', at: ['c'], fault: { code: 'helper.gone' } })
    const unread = flow(card('x', 'call', {}, { config: {} }))
    const flows = new Map([['h', unread]])
    expect((await run(flow(caller), {}, { flows })).status).toMatchObject({
      at: ['c'],
      fault: { code: 'card.config', message: 'The card “A call” is not set up: Choose a flow.' }
    })
    const caught = await run(flow(block('try', 'try', {}, { try: [[caller]], catch: [[]] })), {}, { flows })
    expect(caught.status).toEqual({ is: 'succeeded' })
  })
})

describe('a flow that calls itself', () => {
  const endless = flow(card('start', 'start'), card('c', 'call', {}, { config: { flowId: 'h' } }))
  const flows = new Map([['h', endless]])

  test('ends at a depth of 64 calls, which a card that tries it does not catch', async () => {
    const trying = flow(
      block('try', 'try', {}, { try: [[card('c', 'call', {}, { config: { flowId: 'h' } })]], catch: [[]] })
    )
    const outcome = await run(trying, {}, { flows })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['try', ...Array(65).fill('c')],
      fault: { code: 'run.depth', details: { depth: 64 } }
    })
    expect(statuses(outcome.steps)).toContain('try failed')
  })

  test('ends at the same depth inside the maximum number of nested blocks', async () => {
    const around = Array.from({ length: 16 }, (_, at) =>
      card(
        `b${at}`,
        'fork',
        { value: literal('x') },
        {
          blocks: [{ id: 'yes', strip: [at === 15 ? 'c' : `b${at + 1}`], joins: {} }]
        }
      )
    )
    const cards = [...around, card('c', 'call', {}, { config: { flowId: 'h' } })]
    const nested: Flow = {
      schemaVersion: 1,
      strip: ['b0'],
      cards: Object.fromEntries(cards.map(each => [each.id, each]))
    }
    const outcome = await run(nested, {}, { flows: new Map([['h', nested]]) })
    expect(outcome.status).toMatchObject({ is: 'failed', fault: { code: 'run.depth' } })
  })

  test('ends when its steps are used up, which a card that tries it does not catch', async () => {
    const trying = flow(
      card('start', 'start'),
      block('try', 'try', {}, { try: [[card('c', 'call', {}, { config: { flowId: 't' } })]], catch: [[]] })
    )
    const outcome = await run(trying, {}, { flows: new Map([['t', trying]]), fuel: 20 })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      fault: { code: 'run.fuel', details: { steps: 20 } }
    })
    expect(outcome.steps).toHaveLength(21)
  })

  test('can use exactly the allowed number of steps', async () => {
    const made = flowOf(card('a', 'echo'), card('b', 'echo'))
    expect((await run(made, {}, { fuel: 2 })).status).toEqual({ is: 'succeeded' })
    expect((await run(made, {}, { fuel: 1 })).status).toMatchObject({
      at: ['b'],
      fault: { code: 'run.fuel' }
    })
  })
})

describe('a flow that runs for each of several items', () => {
  const each = card('each', 'twice', { value: literal('Acme') }, { config: { flowId: 'helper' } })

  test('has separate steps and effects for each, and keeps its inputs', async () => {
    const keys: (string | undefined)[] = []
    const fx = fakeEffects(({ headers }) => {
      keys.push(headers['idempotency-key'])
      return { status: 200, headers: {}, body: '1' }
    })
    const helper = flow(card('start', 'start'), card('s', 'send', { value: pill('start', 'in') }))
    const outcome = await run(flow(each), {}, { flows: new Map([['helper', helper]]), fx })
    expect(keys).toEqual(['run-1/each/0/s', 'run-1/each/1/s'])
    expect(outcome.steps.map(({ path, outputs }) => [path, outputs])).toMatchObject([
      [['each'], {}],
      [['each', 0, 'start'], { in: 'Acme' }],
      [['each', 0, 's'], { out: 1 }],
      [['each', 1, 'start'], { in: { again: 'Acme' } }],
      [['each', 1, 's'], { out: 1 }]
    ])
  })

  test('can have its error caught, but not an end of the whole run', async () => {
    const helper = flow(card('start', 'start'), card('f', 'fail', { value: pill('start', 'in', ['again']) }))
    const flows = new Map([['helper', helper]])
    const caught = await run(flow(each), {}, { flows })
    expect(caught.steps[0]?.outputs).toMatchObject({
      out: [{}, { kind: 'failed', error: { code: 'card.failed', message: 'Acme', card: 'A fail' } }]
    })
    const spent = await run(flow(each), {}, { flows, fuel: 6 })
    expect(spent.status).toMatchObject({ at: ['each', 1, 'f'], fault: { code: 'run.fuel' } })
  })

  test('uses up the steps of the run even without a card', async () => {
    const flows = new Map([['helper', emptyFlow]])
    expect((await run(flow(each), {}, { flows, fuel: 3 })).status).toEqual({ is: 'succeeded' })
    expect((await run(flow(each), {}, { flows, fuel: 2 })).status).toMatchObject({
      at: ['each'],
      fault: { code: 'run.fuel' }
    })
  })
})
