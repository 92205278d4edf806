import { flowOf, runWith } from '@hookwright/engine/testing'
import { type Binding, type Json, listOf, literal, pill } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { helperFlow } from '../helper-flow/card.ts'
import { cardSpecs } from '../index.ts'
import { listFilter } from '../list-filter/card.ts'
import { field, put } from '../testing.ts'
import { listFind } from './card.ts'

const run = async (list: Json, operator: string, right: Binding) => {
  const inputs = (card: string) => ({ list: pill('start', 'list'), left: pill(card, 'item', ['n']), right })
  const config = { items: 'object', operator }
  const flow = flowOf(
    put(helperFlow, 'start', { config: { inputs: [field('list', 'List', { dataType: listOf('object') })] } }),
    put(listFilter, 'filter', { config, inputs: inputs('filter') }),
    put(listFind, 'find', { config, inputs: inputs('find') })
  )
  const { steps } = await runWith(flow, { list }, { specs: cardSpecs })
  return { kept: Object(steps[1]?.outputs).output, found: Object(steps[2]?.outputs) }
}

test('the result is the first item that Filter keeps, with its index', async () => {
  const lists = fc.array(fc.integer({ min: 0, max: 9 }).map(n => ({ n })))
  await fc.assert(
    fc.asyncProperty(lists, fc.constantFrom('equal', 'less', 'greater'), async (list, operator) => {
      const { kept, found } = await run(list, operator, literal(5))
      expect(found.item).toEqual(kept[0] ?? null)
      const at = list.findIndex(({ n }) => n === found.item?.n)
      expect(found.index).toBe(kept.length === 0 ? null : at)
    })
  )
})

test('no item is found in a missing list', async () => {
  expect((await run(null, 'equal', literal(1))).found).toEqual({ item: null, index: null })
})
