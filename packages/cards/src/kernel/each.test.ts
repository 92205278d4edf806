import { emptyCatalog, type Journal, problemsOf } from '@hookwright/engine'
import { fakeEffects, flowOf, type MemoryJournal, memoryJournal, runWith } from '@hookwright/engine/testing'
import { type Binding, type Flow, type Json, listOf, literal, one, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { continueIf } from '../continue-if/card.ts'
import { forEach } from '../for-each/card.ts'
import { forEachIgnoreErrors } from '../for-each-ignore-errors/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { listMap } from '../list-map/card.ts'
import { now } from '../now/card.ts'
import { rawRequest } from '../raw-request/card.ts'
import { repeat } from '../repeat/card.ts'
import { returnCard } from '../return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { webhookDeregistration } from '../webhook-deregistration/card.ts'
import { LIST, OBJECT, TIMES } from './each-card.ts'

const who = field('who', 'Who')
const place = field('place', 'Place', { dataType: one('number'), required: false })

/** Helper flow that greets a person with the time. It fails for the name “nobody”. */
const greet = flowOf(
  put(helperFlow, 'start', { config: { inputs: [who, place] } }),
  put(continueIf, 'go', {
    config: { operator: 'not-equal' },
    inputs: { left: pill('start', 'who'), right: literal('nobody') }
  }),
  put(now, 'now'),
  put(rawRequest, 'send', {
    config: { method: 'POST', expectJson: false },
    inputs: { url: text('/greet/', pill('start', 'who')), body: pill('now', 'output') }
  }),
  put(returnCard, 'return', {
    config: { fields: [field('greeting', 'Greeting'), field('tags', 'Tags', { dataType: listOf('text') })] },
    inputs: { greeting: text('Dear ', pill('start', 'who')), tags: literal(['new']) }
  })
)

const twice = put(helperFlow, 'start', { config: { inputs: [who] } })
const flows: Record<string, Flow> = { greet, close: flowOf(put(webhookDeregistration, 'start')) }
const catalog = catalogWithFlows(cardSpecs, flows)
const reach = { specs: cardSpecs, catalog, flows: new Map(Object.entries(flows)) }

const users = field('users', 'Users', { dataType: listOf('object') })
const start = put(helperFlow, 'start', { config: { inputs: [users] } })
const names = (...all: string[]): Json[] => all.map(name => ({ name }))

/** Returns a flow with a start card that outputs users, and a card that greets each user by name. */
const going = (spec: typeof forEach, inputs: Record<string, Binding> = {}): Flow =>
  flowOf(
    start,
    put(spec, 'each', {
      config: { flowId: 'greet' },
      inputs: {
        [LIST]: pill('start', 'users'),
        who: pill('each', 'item', ['name']),
        place: pill('each', 'index'),
        ...inputs
      }
    })
  )

const repeating = (times: Json): Flow =>
  flowOf(
    put(helperFlow, 'start'),
    put(repeat, 'each', {
      config: { flowId: 'greet' },
      inputs: { [TIMES]: literal(times), who: text('n', pill('each', 'index')) }
    })
  )

const stepsOf = (outcome: { steps: { path: (string | number)[] }[] }): string[] =>
  outcome.steps.map(step => step.path.join(' '))

const urlsOf = (fx: { sent: { url: string }[] }): string[] => fx.sent.map(({ url }) => url)

describe.each([forEach, forEachIgnoreErrors, listMap])('$title', spec => {
  test('runs the helper flow for each item in order, with the item and its index', async () => {
    const fx = fakeEffects()
    const outcome = await runWith(going(spec), { users: names('Ada', 'Bo') }, { ...reach, fx })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(urlsOf(fx)).toEqual(['/greet/Ada', '/greet/Bo'])
    expect(stepsOf(outcome)).toEqual([
      'start',
      'each',
      ...[0, 1].flatMap(index =>
        ['start', 'go', 'now', 'send', 'return'].map(card => `each ${index} ${card}`)
      )
    ])
    const starts = outcome.steps.filter(({ path }) => path.length === 3 && path[2] === 'start')
    expect(starts.map(step => step.outputs)).toEqual([
      { who: 'Ada', place: 0 },
      { who: 'Bo', place: 1 }
    ])
  })

  test('continues with the next item when the helper flow stops early', async () => {
    const fx = fakeEffects()
    const outcome = await runWith(going(spec), { users: names('nobody', 'Bo') }, { ...reach, fx })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(urlsOf(fx)).toEqual(['/greet/Bo'])
  })

  test.each([[null], [[]]])('runs no helper flow for the list %j', async list => {
    const outcome = await runWith(going(spec), { users: list }, reach)
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(stepsOf(outcome)).toEqual(['start', 'each'])
  })

  test('ends when the run has used up its steps', async () => {
    const outcome = await runWith(going(spec), { users: names(...'abcdefgh') }, { ...reach, fuel: 20 })
    expect(outcome.status).toMatchObject({ is: 'failed', fault: { code: 'run.fuel' } })
  })

  test('ends when helper flows nest loops without end', async () => {
    const round = flowOf(
      twice,
      put(spec, 'each', {
        config: { flowId: 'round' },
        inputs: { [LIST]: literal(['a']), who: pill('each', 'item') }
      })
    )
    const around = catalogWithFlows(cardSpecs, { round, greet })
    const outcome = await runWith(
      round,
      { who: 'a' },
      { specs: cardSpecs, catalog: around, flows: new Map([['round', round]]) }
    )
    expect(outcome.status).toMatchObject({ is: 'failed', fault: { code: 'run.depth' } })
  })

  test('accepts only a list', () => {
    const single = going(spec, { [LIST]: text('Ada') })
    expect(problemsOf(going(spec), cardSpecs, catalog)).toEqual([])
    expect(problemsOf(single, cardSpecs, catalog)).toMatchObject([
      { code: 'input-text', card: 'each', field: LIST }
    ])
  })

  test('shows its item only to its own mappings', () => {
    const flow = going(spec)
    const behind = put(returnCard, 'return', {
      config: { fields: [field('last', 'Last')] },
      inputs: { last: pill('each', 'item', ['name']) }
    })
    const longer = { ...flow, strip: [...flow.strip, 'return'], cards: { ...flow.cards, return: behind } }
    expect(problemsOf(longer, cardSpecs, catalog)).toMatchObject([{ code: 'pill-field', card: 'return' }])
  })
})

describe('the helper flow of a loop', () => {
  test('has to be chosen, and has to be callable', () => {
    const problemsWith = (flowId: string | null) =>
      problemsOf(
        flowOf(start, put(repeat, 'each', { config: { flowId }, inputs: { [TIMES]: literal(2) } })),
        cardSpecs,
        catalog
      )
    expect(problemsWith(null)).toEqual([
      { code: 'card-config', card: 'each', message: 'Choose the helper flow that this card runs.' }
    ])
    expect(problemsWith('close')).toMatchObject([{ code: 'helper-kind', card: 'each' }])
    expect(problemsWith('gone')).toMatchObject([{ code: 'helper-gone', card: 'each' }])
    expect(problemsWith('greet')).toMatchObject([{ code: 'input-required', card: 'each', field: 'who' }])
  })

  test('fails the card if it is missing or was never chosen, even if errors of items are ignored', async () => {
    const gone = await runWith(going(forEach), { users: names('Ada') }, { ...reach, flows: new Map() })
    expect(gone.status).toMatchObject({ at: ['each'], fault: { code: 'helper.gone' } })
    for (const spec of [forEach, forEachIgnoreErrors, listMap, repeat]) {
      const outcome = await runWith(
        flowOf(put(spec, 'each', { inputs: { [LIST]: literal([]), [TIMES]: literal(0) } })),
        {},
        reach
      )
      expect(outcome.status).toMatchObject({ at: ['each'], fault: { code: 'helper.gone' } })
    }
  })
})

/**
 * Creates a journal that throws once, like a crash. It throws before or after it announces (`intend`) or
 * records (`record`) the n-th effect.
 */
const dying = (at: number, way: 'intend' | 'record', side: 'before' | 'behind'): MemoryJournal => {
  const journal = memoryJournal()
  let effects = 0
  const step = async (which: typeof way, write: () => Promise<void>): Promise<void> => {
    if (which === 'intend') effects++
    const dies = effects === at && which === way
    if (dies && side === 'before') throw new Error('crash')
    await write()
    if (dies) throw new Error('crash')
  }
  const wrapped: Journal = {
    recall: journal.recall,
    waitAt: journal.waitAt,
    intend: (path, intent) => step('intend', () => journal.intend(path, intent)),
    record: (path, result) => step('record', () => journal.record(path, result))
  }
  return { ...journal, ...wrapped }
}

describe.each([
  ['For Each', going(forEach)],
  ['For Each - Ignore Errors', going(forEachIgnoreErrors)],
  ['Map', going(listMap)],
  ['Repeat', repeating(3)]
])('a run that crashes inside %s', (_, flow) => {
  const inputs = { users: names('n0', 'n1', 'n2') }
  const refusing = () =>
    fakeEffects(({ url }) => ({ status: url === '/greet/n1' ? 422 : 200, headers: {}, body: '' }))

  test('continues after its last finished effect, and repeats none', async () => {
    for (const answers of [() => fakeEffects(), refusing]) {
      const untouched = answers()
      const whole = await runWith(flow, inputs, { ...reach, fx: untouched })
      const expected = untouched.sent.map(({ headers }) => headers['Idempotency-Key'])
      expect(new Set(expected).size).toBe(expected.length)
      for (let at = 1; at <= expected.length; at++) {
        for (const way of ['intend', 'record'] as const) {
          for (const side of ['before', 'behind'] as const) {
            const journal = dying(at, way, side)
            const first = answers()
            const dead = await runWith(flow, inputs, { ...reach, fx: first, journal })
            expect(dead.status).toMatchObject({ is: 'failed', fault: { code: 'internal' } })
            const second = answers()
            const outcome = await runWith(flow, inputs, {
              ...reach,
              fx: second,
              journal: memoryJournal(journal.recorded)
            })
            expect([outcome.status, outcome.result]).toEqual([whole.status, whole.result])
            expect(outcome.steps.map(({ path, status, outputs }) => [path, status, outputs])).toEqual(
              whole.steps.map(({ path, status, outputs }) => [path, status, outputs])
            )
            const keys = [...first.sent, ...second.sent].map(({ headers }) => headers['Idempotency-Key'])
            const again = way === 'record' && side === 'before' ? [expected[at - 1]] : []
            expect(keys).toEqual([...expected.slice(0, at), ...again, ...expected.slice(at)])
          }
        }
      }
    }
  })

  test('has a separate idempotency key for each iteration', async () => {
    const fx = fakeEffects()
    await runWith(flow, inputs, { ...reach, fx })
    expect(fx.sent.map(({ headers }) => headers['Idempotency-Key'])).toEqual([
      'run-1/each/0/send',
      'run-1/each/1/send',
      'run-1/each/2/send'
    ])
  })
})

describe('Repeat', () => {
  test('runs the helper flow the given number of times, each time with the index', async () => {
    const fx = fakeEffects()
    expect((await runWith(repeating(2), {}, { ...reach, fx })).status).toEqual({ is: 'succeeded' })
    expect(urlsOf(fx)).toEqual(['/greet/n0', '/greet/n1'])
    expect(stepsOf(await runWith(repeating(0), {}, reach))).toEqual(['start', 'each'])
  })

  test.each([-1, 1.5])('cannot run a flow %d times', async times => {
    expect((await runWith(repeating(times), {}, reach)).status).toMatchObject({
      at: ['each'],
      fault: {
        code: 'card.failed',
        message: `“Repeat” cannot run a flow ${times} times. Use a whole number, 0 or more.`
      }
    })
  })

  test('ends when the run has used up its steps', async () => {
    expect((await runWith(repeating(1e15), {}, { ...reach, fuel: 50 })).status).toMatchObject({
      fault: { code: 'run.fuel' }
    })
  })
})

describe('an item that fails', () => {
  const answers = () =>
    fakeEffects(({ url }) => ({ status: url === '/greet/Bo' ? 500 : 200, headers: {}, body: 'busy' }))
  const three = { users: names('Ada', 'Bo', 'Cy') }

  test.each([forEach, listMap])('fails the run with $title, and no other item follows', async spec => {
    const fx = answers()
    const outcome = await runWith(going(spec), three, { ...reach, fx })
    expect(outcome.status).toMatchObject({
      is: 'failed',
      at: ['each', 1, 'send'],
      fault: { code: 'http.status' }
    })
    expect(urlsOf(fx)).toEqual(['/greet/Ada', '/greet/Bo'])
  })

  test('is listed with its error and its index if errors are ignored, and the others follow', async () => {
    const fx = answers()
    const outcome = await runWith(going(forEachIgnoreErrors), three, { ...reach, fx })
    expect(outcome.status).toEqual({ is: 'succeeded' })
    expect(urlsOf(fx)).toEqual(['/greet/Ada', '/greet/Bo', '/greet/Cy'])
    expect(outcome.steps[1]?.outputs).toEqual({
      errors: [
        {
          index: 1,
          code: 'http.status',
          card: 'Raw Request',
          message: expect.stringContaining('500'),
          details: expect.objectContaining({ status: 500 })
        }
      ]
    })
  })

  test('is named by its number if its value does not fit the helper flow', async () => {
    const users = [{ name: 'Ada' }, { name: ['Bo'] }, { name: 'Cy' }]
    const strict = await runWith(going(forEach), { users }, reach)
    expect(strict.status).toMatchObject({
      at: ['each'],
      fault: {
        code: 'card.input-type',
        message:
          'The input “Who” of the card “For Each” expects Text but received a list from “Item.name” of “For Each” in item 2. Map another value or convert it first.'
      }
    })
    const lenient = await runWith(going(forEachIgnoreErrors), { users }, reach)
    expect(lenient.status).toEqual({ is: 'succeeded' })
    expect(lenient.steps[1]?.outputs).toMatchObject({
      errors: [{ index: 1, code: 'card.input-type', card: 'For Each - Ignore Errors' }]
    })
  })

  test('fails the run if a required value of it is missing', async () => {
    const outcome = await runWith(going(forEach), { users: [{}] }, reach)
    expect(outcome.status).toMatchObject({ at: ['each'], fault: { code: 'card.input-missing' } })
  })
})

describe('Map', () => {
  test('returns a list of each output of the helper flow, null where it stopped', async () => {
    const outcome = await runWith(going(listMap), { users: names('Ada', 'nobody', 'Cy') }, reach)
    expect(outcome.steps[1]?.outputs).toEqual({ greeting: ['Dear Ada', null, 'Dear Cy'] })
    const empty = await runWith(going(listMap), { users: [] }, reach)
    expect(empty.steps[1]?.outputs).toEqual({ greeting: [] })
  })

  test('returns lists of the output types, and no list of lists', () => {
    expect(listMap.ports({ flowId: 'greet' }, catalog)?.outputs).toEqual([
      { id: 'greeting', label: 'Greeting', type: listOf('text'), group: 'Outputs' }
    ])
  })

  test('has a problem if the helper flow returns no single value', () => {
    const quiet = flowOf(put(helperFlow, 'start'))
    const around = catalogWithFlows(cardSpecs, { quiet })
    const flow = flowOf(
      start,
      put(listMap, 'each', { config: { flowId: 'quiet' }, inputs: { [LIST]: pill('start', 'users') } })
    )
    expect(problemsOf(flow, cardSpecs, around)).toEqual([
      {
        code: 'card-config',
        card: 'each',
        message:
          'The helper flow “quiet” returns no value, so there is nothing to list. Let the helper flow return a value for each item.'
      }
    ])
  })
})

// review: cores A14
test('the input for the turns of each looping card says on the canvas when a run is put on hold', () => {
  const turns = new Set([LIST, OBJECT, TIMES])
  const looping = [...cardSpecs.values()].flatMap(spec => {
    const inputs = spec.ports(spec.blank().config, emptyCatalog)?.inputs ?? []
    return inputs.filter(({ id }) => turns.has(id)).map(({ help }) => ({ type: spec.type, help }))
  })
  expect(looping.map(({ type }) => type).toSorted()).toEqual([
    'for-each',
    'for-each-ignore-errors',
    'list-filter-custom',
    'list-map',
    'list-reduce',
    'map-to-list',
    'repeat'
  ])
  for (const { help } of looping) expect(help).toContain('A run is put on hold after 100,000 steps')
})
