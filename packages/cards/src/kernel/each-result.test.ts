import type { CardSpec } from '@hookwright/engine'
import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Binding, type Flow, type Json, listOf, literal, one, pill } from '@hookwright/model'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare } from '../compare/card.ts'
import { continueIf } from '../continue-if/card.ts'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { listFilterCustom } from '../list-filter-custom/card.ts'
import { listReduce } from '../list-reduce/card.ts'
import { mapToList } from '../map-to-list/card.ts'
import { numberAdd } from '../number-add/card.ts'
import { returnCard } from '../return/card.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { LIST, OBJECT } from './each-card.ts'

const number = (id: string) => field(id, id, { dataType: one('number'), required: false })
const returning = (dataType: ReturnType<typeof one>, value: Binding) =>
  put(returnCard, 'return', {
    config: { fields: [field('result', 'Result', { dataType })] },
    inputs: { result: value }
  })

/** Helper flow that returns true for numbers above 5 and stops early for 7. */
const large = flowOf(
  put(helperFlow, 'start', { config: { inputs: [number('n')] } }),
  put(continueIf, 'go', {
    config: { operator: 'not-equal' },
    inputs: { left: pill('start', 'n'), right: literal(7) }
  }),
  put(compare, 'compare', {
    config: { operator: 'greater' },
    inputs: { left: pill('start', 'n'), right: literal(5) }
  }),
  returning(one('boolean'), pill('compare', 'result'))
)
/** Helper flow that adds two numbers and stops early for 7. */
const add = flowOf(
  put(helperFlow, 'start', { config: { inputs: [number('n'), number('sum')] } }),
  put(continueIf, 'go', {
    config: { operator: 'not-equal' },
    inputs: { left: pill('start', 'n'), right: literal(7) }
  }),
  put(numberAdd, 'add', { inputs: { left: pill('start', 'n'), right: pill('start', 'sum') } }),
  returning(one('number'), pill('add', 'output'))
)
/** Helper flow that returns its text unchanged. */
const same = flowOf(
  put(helperFlow, 'start', { config: { inputs: [field('text', 'Text')] } }),
  returning(one('text'), pill('start', 'text'))
)
const quiet = flowOf(put(helperFlow, 'start'))
const flows: Record<string, Flow> = { large, add, same, quiet }
const catalog = catalogWithFlows(cardSpecs, flows)

const flowWith = (spec: CardSpec, flowId: string, inputs: Record<string, Binding>) =>
  flowOf(
    put(helperFlow, 'start', {
      config: {
        inputs: [
          field('list', 'List', { dataType: listOf('number'), required: false }),
          field('object', 'Object', { dataType: one('object'), required: false })
        ]
      }
    }),
    put(spec, 'each', { config: { flowId }, inputs })
  )
const parts = { specs: cardSpecs, catalog, flows: new Map(Object.entries(flows)) }
const outputsOf = async (flow: Flow, values: Record<string, Json>) =>
  (await runWith(flow, values, parts)).steps[1]?.outputs

const filtering = flowWith(listFilterCustom, 'large', {
  [LIST]: pill('start', 'list'),
  n: pill('each', 'item')
})
const reducing = flowWith(listReduce, 'add', {
  [LIST]: pill('start', 'list'),
  'each.start': literal(100),
  n: pill('each', 'item'),
  sum: pill('each', 'accumulator')
})
const mapping = flowWith(mapToList, 'add', {
  [OBJECT]: pill('start', 'object'),
  n: pill('each', 'value'),
  sum: pill('each', 'index')
})
const numbers = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 8 })

test('Filter Custom keeps the items for which the helper flow returns True', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, async list => {
      const output = list.filter(n => n > 5 && n !== 7)
      expect(await outputsOf(filtering, { list })).toEqual({ output })
    }),
    { numRuns: 30 }
  )
})

test('Reduce passes the value from item to item, beginning with the start value', async () => {
  await fc.assert(
    fc.asyncProperty(numbers, async list => {
      const output = list.reduce((sum, n) => (n === 7 ? sum : sum + n), 100)
      expect(await outputsOf(reducing, { list })).toEqual({ output })
    }),
    { numRuns: 30 }
  )
  expect(await outputsOf(reducing, { list: null })).toEqual({ output: 100 })
})

test('Reduce keeps only the last result of the helper flow', async () => {
  const long = 'x'.repeat(1_048_576)
  const flow = flowWith(listReduce, 'same', {
    [LIST]: pill('start', 'list'),
    'each.start': literal(long),
    text: pill('each', 'accumulator')
  })
  const list = Array.from({ length: 80 }, () => 0)
  expect((await runWith(flow, { list }, parts)).status).toEqual({ is: 'succeeded' })
})

test('Map to List returns a value for each key, null if the helper flow stopped', async () => {
  expect(await outputsOf(mapping, { object: { a: 1, b: 7, c: 2 } })).toEqual({ result: [1, null, 4] })
  expect(await outputsOf(mapping, { object: null })).toEqual({ result: [] })
})

describe('the helper flow', () => {
  test.each([
    ['that fits', filtering, []],
    ['that fits', reducing, []],
    ['that fits', mapping, []],
    [
      'that returns a number',
      flowWith(listFilterCustom, 'add', { [LIST]: literal([1]) }),
      [
        'The helper flow “add” must return exactly one value, True/False. Change the fields of its Return card.'
      ]
    ],
    [
      'that returns nothing',
      flowWith(listReduce, 'quiet', { [LIST]: literal([1]) }),
      ['The helper flow “quiet” must return exactly one value. Change the fields of its Return card.']
    ],
    [
      'that returns nothing',
      flowWith(mapToList, 'quiet', { [OBJECT]: literal({}) }),
      [
        'The helper flow “quiet” returns no value, so there is nothing to list. Let the helper flow return a value for each item.'
      ]
    ]
  ])('%s is checked before any item runs', (_, flow, messages) => {
    expect(problemsOf(flow, cardSpecs, catalog).map(({ message }) => message)).toEqual(messages)
  })
})
