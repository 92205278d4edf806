import { problemsOf } from '@hookwright/engine'
import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Binding, type Json, listOf, literal, pill } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { holds } from '../if-else/compare.ts'
import { cardSpecs } from '../index.ts'
import { operators } from '../kernel/operator.ts'
import { catalogWithFlows, field, put } from '../testing.ts'
import { listFilter } from './card.ts'

const filtering = (operator: string, inputs: Record<string, Binding>, items = 'object') =>
  flowOf(
    put(helperFlow, 'start', { config: { inputs: [field('list', 'List', { dataType: listOf('object') })] } }),
    put(listFilter, 'filter', {
      config: { items, operator },
      inputs: { list: pill('start', 'list'), ...inputs }
    })
  )

const kept = async (list: Json, operator: string, inputs: Record<string, Binding>): Promise<unknown> => {
  const outcome = await runWith(filtering(operator, inputs), { list }, { specs: cardSpecs })
  return Object(outcome.steps[1]?.outputs).output
}

const value = pill('filter', 'item', ['n'])

test('an item is kept if the comparison of If/Else holds for it, in the order of the list', async () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 9 }).map(n => ({ n })))
  await fc.assert(
    fc.asyncProperty(numbers, fc.constantFrom(...operators), async (list, operator) => {
      const right: Record<string, Binding> = operator.endsWith('-empty') ? {} : { right: literal(5) }
      const expected = list.filter(({ n }) => holds(operator, n, 5))
      expect(await kept(list, operator, { left: value, ...right })).toEqual(expected)
    })
  )
})

test('both sides of the comparison can use the item and its index', async () => {
  const list = [{ n: 0 }, { n: 7 }, { n: 2 }]
  expect(await kept(list, 'equal', { left: value, right: pill('filter', 'index') })).toEqual([
    { n: 0 },
    { n: 2 }
  ])
})

test('a missing list gives an empty one', async () => {
  expect(await kept(null, 'equal', { left: value, right: literal(1) })).toEqual([])
})

test('a list of another item type is a problem before the run', () => {
  const inputs = { left: value, right: literal(1) }
  const around = catalogWithFlows(cardSpecs, {})
  expect(problemsOf(filtering('equal', inputs), cardSpecs, around)).toEqual([])
  expect(
    problemsOf(filtering('equal', { ...inputs, left: pill('filter', 'item') }, 'number'), cardSpecs, around)
  ).toMatchObject([{ code: 'pill-type', card: 'filter', field: 'list' }])
})
