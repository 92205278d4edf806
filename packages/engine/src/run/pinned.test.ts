import { type Card, type Flow, pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { smallCards } from '../testing/small-cards.ts'
import { fakeEffects, flowOf, runWith } from '../testing.ts'

const card = (id: string, type: string, parts: Partial<Card> = {}): Card => ({
  id,
  type,
  config: {},
  inputs: {},
  ...parts
})

const pinnedTo = (...ids: string[]) => new Map(ids.map(id => [id, { out: `pinned ${id}` }]))

/** Runs a flow with pinned cards; returns the outputs of each step and the number of requests. */
const runPinned = async (flow: Flow, pinned: ReturnType<typeof pinnedTo>) => {
  const fx = fakeEffects()
  const helper = flowOf(card('send', 'send'))
  const outcome = await runWith(
    flow,
    {},
    { specs: smallCards, fx, pinned, flows: new Map([['helper', helper]]) }
  )
  const gave = outcome.steps.map(step => [step.path.join('/'), step.outputs, step.pinned ?? false])
  return { outcome, gave, sent: fx.sent.length }
}

test('a pinned card outputs its pinned value without running, and later cards read it', async () => {
  const flow = flowOf(card('send', 'send'), card('say', 'echo', { inputs: { value: pill('send', 'out') } }))
  const { gave, sent } = await runPinned(flow, pinnedTo('send'))
  expect(sent).toBe(0)
  expect(gave).toEqual([
    ['send', { out: 'pinned send' }, true],
    ['say', { out: 'pinned send' }, false]
  ])
})

test('a pinned card that calls a flow calls none, and a card of a called flow with the same id runs', async () => {
  const call = card('call', 'call', { config: { flowId: 'helper' } })
  expect((await runPinned(flowOf(call), pinnedTo('call'))).sent).toBe(0)
  const { gave, sent } = await runPinned(flowOf(call), pinnedTo('send'))
  expect(sent).toBe(1)
  expect(gave.map(([path]) => path)).toEqual(['call', 'call/send'])
})

test('the start card outputs the start values, pinned or not', async () => {
  const { gave } = await runPinned(flowOf(card('start', 'start')), pinnedTo('start'))
  expect(gave).toEqual([['start', 'given', false]])
})
