import { expect, test } from 'vitest'
import { type CardSpec, specsOf } from '../card/define-card.ts'
import { noSurroundings } from '../card/surroundings.ts'
import { smallCards } from '../testing/small-cards.ts'
import { flowOf } from '../testing.ts'
import { prepareFlows } from './prepare-flows.ts'

const card = (id: string, type: string) => ({ id, type, config: {}, inputs: {} })

/** The small cards, and which of their executors were loaded. */
const counted = (): { specs: CardSpec[]; loaded: string[] } => {
  const loaded: string[] = []
  const specs = smallCards.map(spec => {
    const { execute } = spec
    if (execute === null) return spec
    return {
      ...spec,
      execute: () => {
        loaded.push(spec.type)
        return execute()
      }
    }
  })
  return { specs, loaded }
}

test('a flow is made ready once, even when it is asked for twice at once', async () => {
  const { specs, loaded } = counted()
  const prepared = prepareFlows({ specs: specsOf(specs), surroundings: noSurroundings, flows: new Map() })
  const flow = flowOf(card('a', 'echo'), card('b', 'draw'))
  const [one, two] = await Promise.all([prepared.planOf(flow), prepared.planOf(flow)])
  expect(two).toBe(one)
  expect(prepared.planOf(flow)).toBe(one)
  expect(loaded).toEqual(['echo', 'draw'])
})

test('only the executors of cards that a flow does are loaded', async () => {
  const { specs, loaded } = counted()
  const prepared = prepareFlows({ specs: specsOf(specs), surroundings: noSurroundings, flows: new Map() })
  await prepared.planOf(
    flowOf(card('s', 'start'), { ...card('a', 'echo'), skipped: true }, card('n', 'note'))
  )
  expect(loaded).toEqual([])
})

test('flows in reach are found by their id', () => {
  const flow = flowOf()
  const flows = new Map([['h', flow]])
  const prepared = prepareFlows({ specs: specsOf([]), surroundings: noSurroundings, flows })
  expect(prepared.flowOf('h')).toBe(flow)
  expect(prepared.flowOf('toString')).toBeUndefined()
})
