import { type Binding, type Flow, literal, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import type { CardSpec } from '../card/define-card.ts'
import { block, card, flow, in_, run, statuses } from '../testing/run-small-cards.ts'
import { smallCards } from '../testing/small-cards.ts'
import { fakeEffects } from '../testing.ts'

describe('a run', () => {
  test('outputs the values of its return card, with a step for each card in order', async () => {
    const made = flow(
      card('start', 'start'),
      card('a', 'echo', { value: text('Hello ', in_) }),
      card('end', 'return', { value: pill('a', 'out') })
    )
    const outcome = await run(made, { in: 'Acme' })
    expect(outcome).toEqual({
      status: { is: 'succeeded' },
      result: { value: 'Hello Acme' },
      steps: [
        { path: ['start'], status: 'succeeded', from: 0, to: 0, outputs: 'given' },
        { path: ['a'], status: 'succeeded', from: 0, to: 0, outputs: { out: 'Hello Acme' } },
        { path: ['end'], status: 'succeeded', from: 0, to: 0 }
      ]
    })
  })

  test('without a return card has no result, and without a card no steps', async () => {
    expect((await run(flow(card('start', 'start')))).result).toBeNull()
    expect(await run(flow())).toEqual({ status: { is: 'succeeded' }, result: null, steps: [] })
  })

  test('measures the time of a step from the start of the run', async () => {
    const fx = fakeEffects(() => {
      fx.moveClock(40)
      return { status: 200, headers: {}, body: '1' }
    })
    const { steps } = await run(flow(card('a', 'send'), card('b', 'send')), {}, { fx })
    expect(steps.map(({ from, to }) => [from, to])).toEqual([
      [0, 40],
      [40, 80]
    ])
  })

  test('gives every start card the global values, after its own', async () => {
    const made = flow(
      card('start', 'start'),
      card('end', 'return', { value: text(in_, pill('start', 'key')) })
    )
    const outcome = await run(made, { in: 'own' }, { everywhere: { key: ' k1', in: 'other' } })
    expect(outcome.result).toEqual({ value: 'own k1' })
  })

  test('skips a note without a step', async () => {
    const outcome = await run(flow(card('n', 'note'), card('a', 'echo')))
    expect(statuses(outcome.steps)).toEqual(['a succeeded'])
  })

  test('reads a slot once for each item, with the item available', async () => {
    const made = flow(
      card('start', 'start'),
      card('each', 'each', { list: in_, slot: text('<', pill('each', 'item'), '>') }),
      card('end', 'return', { value: pill('each', 'out') })
    )
    expect((await run(made, { in: ['a', 'b'] })).result).toEqual({ value: ['<a>', '<b>'] })
  })
})

describe('a skipped card', () => {
  test('has null outputs, alone and in text', async () => {
    const made = flow(
      card('a', 'echo', { value: literal('gone') }, { skipped: true }),
      card('b', 'echo', { value: pill('a', 'out') }),
      card('c', 'echo', { value: text('<', pill('a', 'out', ['x', 0]), '>') })
    )
    const { status, steps } = await run(made)
    expect(status).toEqual({ is: 'succeeded' })
    expect(statuses(steps)).toEqual(['a skipped', 'b succeeded', 'c succeeded'])
    expect(steps.map(step => step.outputs)).toEqual([undefined, { out: null }, { out: '<>' }])
  })

  test('does not run the cards in its blocks', async () => {
    const [fork, ...inner] = block('if', 'fork', {}, { yes: [[card('x', 'fail', { value: literal('no') })]] })
    const outcome = await run(flow([{ ...(fork ?? card('if', 'fork')), skipped: true }, ...inner]))
    expect(statuses(outcome.steps)).toEqual(['if skipped'])
  })

  test('can lack its config and its inputs, since it does not run', async () => {
    const made = flow(
      card('c', 'call', {}, { skipped: true, config: {} }),
      card('n', 'number', {}, { skipped: true }),
      card('a', 'echo', { value: pill('n', 'out') })
    )
    expect((await run(made)).status).toEqual({ is: 'succeeded' })
  })
})

describe('a card that stops the run', () => {
  const stop = card('halt', 'stop', { value: in_ })

  test('ends it as succeeded, names the card, and no later card runs', async () => {
    const made = flow(card('start', 'start'), stop, card('after', 'send'), card('end', 'return'))
    const fx = fakeEffects()
    const outcome = await run(made, { in: true }, { fx })
    expect(outcome.status).toEqual({ is: 'succeeded', stoppedAt: ['halt'] })
    expect(outcome.result).toBeNull()
    expect(statuses(outcome.steps)).toEqual(['start succeeded', 'halt stopped'])
    expect(fx.sent).toEqual([])
  })

  test('lets it continue if its condition holds', async () => {
    const outcome = await run(flow(card('start', 'start'), stop, card('after', 'echo')), { in: false })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(statuses(outcome.steps).at(-1)).toBe('after succeeded')
  })

  test('inside blocks ends the whole run and is named as the innermost card', async () => {
    const made = flow(
      card('start', 'start'),
      block(
        'outer',
        'try',
        {},
        { try: [block('inner', 'fork', {}, { yes: [[]], no: [[stop, card('x', 'echo')]] })] }
      ),
      card('after', 'echo')
    )
    const outcome = await run(made, { in: true })
    expect(outcome.status).toEqual({ is: 'succeeded', stoppedAt: ['outer', 'inner', 'halt'] })
    expect(statuses(outcome.steps)).toEqual([
      'start succeeded',
      'outer stopped',
      'outer/inner stopped',
      'outer/inner/halt stopped'
    ])
  })

  test('inside a called flow ends the whole run', async () => {
    const helper = flow(card('start', 'start'), stop, card('end', 'return'))
    const made = flow(
      card('c', 'call', { value: literal(true) }, { config: { flowId: 'h' } }),
      card('after', 'echo')
    )
    const outcome = await run(made, {}, { flows: new Map([['h', helper]]) })
    expect(outcome.status).toEqual({ is: 'succeeded', stoppedAt: ['c', 'halt'] })
    expect(statuses(outcome.steps)).not.toContain('after succeeded')
  })
})

describe('a block card', () => {
  test('runs the chosen block and outputs the value of its join', async () => {
    const made = flow(
      card('start', 'start'),
      block(
        'if',
        'fork',
        { value: in_ },
        {
          yes: [[card('x', 'echo', { value: literal('odd') })], pill('x', 'out')],
          no: [[card('y', 'echo', { value: literal('even') })], text('is ', pill('y', 'out'))]
        }
      ),
      card('end', 'return', { value: pill('if', 'joined') })
    )
    const odd = await run(made, { in: 1 })
    const even = await run(made, { in: 10 })
    expect([odd.result, even.result]).toEqual([{ value: 'odd' }, { value: 'is even' }])
    expect(statuses(odd.steps)).toContain('if/x succeeded')
    expect(statuses(odd.steps).join()).not.toContain('if/y')
  })

  test('outputs null for a join that the block does not map', async () => {
    const made = flow(
      block('if', 'fork', {}, { no: [[]], yes: [[], literal(1)] }),
      card('a', 'echo', { value: pill('if', 'joined') })
    )
    expect((await run(made)).steps.at(-1)?.outputs).toEqual({ out: null })
  })
})

describe('a card that fails', () => {
  const failing = card('bad', 'fail', { value: literal('It broke.') }, { title: 'Bad one' })

  test('ends the run as failed and is named as the innermost card, at any depth', async () => {
    const helper = flow(card('start', 'start'), block('if', 'fork', {}, { yes: [[]], no: [[failing]] }))
    const made = flow(card('c', 'call', {}, { config: { flowId: 'h' } }), card('after', 'echo'))
    const outcome = await run(made, {}, { flows: new Map([['h', helper]]) })
    expect(outcome.status).toEqual({
      is: 'failed',
      at: ['c', 'if', 'bad'],
      fault: { code: 'card.failed', message: 'It broke.', details: { message: 'It broke.' } }
    })
    expect(statuses(outcome.steps)).toEqual([
      'c failed',
      'c/start succeeded',
      'c/if failed',
      'c/if/bad failed'
    ])
  })

  test('is caught by a card that tries it, which outputs the error with the name of the failed card', async () => {
    const made = flow(
      block(
        'try',
        'try',
        {},
        {
          try: [[failing, card('never', 'echo')], literal('fine')],
          catch: [[card('see', 'echo', { value: pill('try', 'error') })], pill('see', 'out', ['message'])]
        }
      ),
      card('end', 'return', { value: pill('try', 'joined') })
    )
    const outcome = await run(made)
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(outcome.result).toEqual({ value: 'It broke.' })
    expect(outcome.steps.find(step => step.path.includes('see'))?.outputs).toEqual({
      out: { code: 'card.failed', message: 'It broke.', card: 'Bad one', details: { message: 'It broke.' } }
    })
    expect(statuses(outcome.steps)).toEqual([
      'try succeeded',
      'try/bad failed',
      'try/see succeeded',
      'end succeeded'
    ])
  })

  test('is forgotten after it was caught, when a later one fails or stops', async () => {
    const caught = block('try', 'try', {}, { try: [[failing]], catch: [[]] })
    const later = card('later', 'fail', { value: literal('Later.') })
    const halt = card('halt', 'stop', { value: literal(true) })
    expect((await run(flow(caught, later))).status).toMatchObject({ is: 'failed', at: ['later'] })
    expect((await run(flow(caught, halt))).status).toEqual({ is: 'succeeded', stoppedAt: ['halt'] })
  })

  test('is forgotten in a block whose card continues, as is a card that stops', async () => {
    const stubborn: CardSpec[] = smallCards.map(spec =>
      spec.type === 'fork'
        ? {
            ...spec,
            execute: async ({ runBlock }) => {
              await runBlock('yes')
              return { kind: 'outputs', outputs: {} }
            }
          }
        : spec
    )
    const halt = card('halt', 'stop', { value: literal(true) })
    const later = card('later', 'fail', { value: literal('Later.') })
    const outcome = await run(
      flow(block('on', 'fork', {}, { yes: [[halt]] }), later),
      {},
      { specs: stubborn }
    )
    expect(outcome.status).toMatchObject({ is: 'failed', at: ['later'] })
    expect(statuses(outcome.steps)).toEqual(['on succeeded', 'on/halt stopped', 'later failed'])
  })

  test('inside the block that catches is not caught again', async () => {
    const again = card('again', 'fail', { value: literal('Again.') })
    const outcome = await run(flow(block('try', 'try', {}, { try: [[failing]], catch: [[again]] })))
    expect(outcome.status).toMatchObject({ is: 'failed', at: ['try', 'again'], fault: { message: 'Again.' } })
  })

  test('with a bug becomes an internal fault without details, is logged and is not caught', async () => {
    const logged: unknown[] = []
    const fx = { ...fakeEffects(), log: (message: string, about: unknown) => logged.push([message, about]) }
    const made = flow(
      block('try', 'try', {}, { try: [[card('b', 'bug')]], catch: [[]] }),
      card('after', 'echo')
    )
    const outcome = await run(made, {}, { fx })
    expect(outcome.status).toMatchObject({ is: 'failed', at: ['try', 'b'], fault: { code: 'internal' } })
    expect(JSON.stringify(outcome)).not.toContain('secret detail')
    expect(statuses(outcome.steps)).toEqual(['try failed', 'try/b failed'])
    expect(logged[0]).toEqual([
      'A card failed with an internal error.',
      { card: 'bug', cause: 'TypeError: secret detail' }
    ])
  })
})

describe('an input', () => {
  const amount = (binding: Binding): Flow => flow(card('start', 'start'), card('n', 'number', { n: binding }))

  test('that does not fit reports card, field, expected type, found type and place', async () => {
    expect((await run(amount(in_), { in: ['1'] })).status).toMatchObject({
      is: 'failed',
      at: ['n'],
      fault: {
        code: 'card.input-type',
        message:
          'The input “Amount” of the card “A number” expects Number but received a list from “The in” of “A start”. Map another value or convert it first.',
        details: { card: 'A number', field: 'Amount', wanted: 'Number', found: 'a list', place: '' }
      }
    })
    const listed = flow(card('start', 'start'), card('e', 'each', { list: in_ }))
    expect((await run(listed, { in: ['a', {}] })).status).toMatchObject({
      fault: {
        message:
          'The input “List” of the card “A each” expects Text but received Object from “The in” of “A start” at “[1]”. Map another value or convert it first.'
      }
    })
  })

  test.each<[string, Binding, unknown]>([
    ['without a binding', literal(null), 0],
    ['fed by null', in_, null],
    ['fed by a field that is not there', pill('start', 'toString'), 0],
    ['fed by a path that leaves the value', pill('start', 'in', ['a', 0]), {}],
    ['fed by a card that is not there', pill('gone', 'out'), 0]
  ])('that is required and %s is reported by its name', async (_, binding, value) => {
    expect((await run(amount(binding), { in: value })).status).toMatchObject({
      is: 'failed',
      at: ['n'],
      fault: {
        code: 'card.input-missing',
        message:
          'The input “Amount” of the card “A number” is required but received no value. Map a value that is always present.'
      }
    })
  })

  test('in text fails for an object, and is left out if missing', async () => {
    const made = flow(card('start', 'start'), card('a', 'echo', { value: text('a', in_, 'b') }))
    expect((await run(made, {})).steps.at(-1)?.outputs).toEqual({ out: 'ab' })
    expect((await run(made, { in: { x: 1 } })).status).toMatchObject({
      fault: { code: 'card.input-type', details: { wanted: 'Text', found: 'Object' } }
    })
  })
})

describe('a flow that cannot run', () => {
  test('fails before its first card with the reason', async () => {
    const unknown = await run(flow(card('start', 'start'), card('x', 'magic')))
    expect(unknown).toMatchObject({
      status: { is: 'failed', at: [], fault: { code: 'card.unknown', details: { type: 'magic' } } },
      result: null,
      steps: []
    })
    const unset = await run(flow(card('start', 'start'), card('x', 'call', {}, { title: 'Ask Acme' })))
    expect(unset.status).toMatchObject({
      at: [],
      fault: { code: 'card.config', message: 'The card “Ask Acme” is not set up: Choose a flow.' }
    })
  })
})
