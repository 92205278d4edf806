import { expect, test } from 'vitest'
import { emptyCatalog } from '../card/catalog.ts'
import { specsOf } from '../card/define-card.ts'
import { smallCards } from '../testing/small-cards.ts'
import { flowOf } from '../testing.ts'
import { prepareFlows } from './prepare-flows.ts'

const card = (id: string, type: string) => ({ id, type, config: {}, inputs: {} })

const prepare = () => prepareFlows({ specs: specsOf(smallCards), catalog: emptyCatalog, flows: new Map() })

test('a flow is prepared once', () => {
  const prepared = prepare()
  const flow = flowOf(card('a', 'echo'), card('b', 'draw'))
  expect(prepared.planOf(flow)).toBe(prepared.planOf(flow))
})

test('skipped cards have no executor, and silent cards are left out of the plan', () => {
  const { strip } = prepare().planOf(
    flowOf(card('s', 'start'), { ...card('a', 'echo'), skipped: true }, card('n', 'note'))
  )
  expect(strip.map(({ card: { id }, execute }) => ({ id, execute }))).toEqual([
    { id: 's', execute: null },
    { id: 'a', execute: null }
  ])
})

test('reachable flows are found by their id', () => {
  const flow = flowOf()
  const flows = new Map([['h', flow]])
  const prepared = prepareFlows({ specs: specsOf([]), catalog: emptyCatalog, flows })
  expect(prepared.flowOf('h')).toBe(flow)
  expect(prepared.flowOf('toString')).toBeUndefined()
})
