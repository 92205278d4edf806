import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, viewOf } from '@hookwright/engine'
import { literal, one, pill, type Step, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { memoSpecs } from '../drawing/memo-specs.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { lastOutputsOf, lastValuesOf } from './last-values.ts'

const inputs = [{ id: 'who', label: 'Who', fieldType: 'text-field', dataType: one('text'), required: true }]
const start = put('helper-flow', 'start', { config: { inputs } })
const say = put('compose', 'say', { inputs: { text: text('Hi ', pill('start', 'who')) } })
const fixed = put('compose', 'fixed', { inputs: { text: literal('Hello') } })
const specs = memoSpecs(cardSpecs)
const view = (...cards: ReturnType<typeof put>[]) => viewOf(flowOf(cards), specs, emptyCatalog)

const step = (path: string[], parts: Partial<Step> = {}): Step => ({
  path,
  status: 'succeeded',
  from: 0,
  to: 1,
  ...parts
})
const steps = [step(['start'], { outputs: 'given' }), step(['say'], { outputs: { output: 'Hi Ada' } })]
const gave = lastOutputsOf({ flow: flowOf([start, say]), steps, given: { who: 'Ada' } })

test('a card keeps the outputs of its last successful step', () => {
  const more = [step(['say'], { outputs: { output: 'Hi Bo' } }), step(['say'], { status: 'failed' })]
  expect([
    ...lastOutputsOf({ flow: flowOf([start, say]), steps: [...steps, ...more], given: { who: 'Ada' } })
  ]).toEqual([
    ['start', { who: 'Ada' }],
    ['say', { output: 'Hi Bo' }]
  ])
})

test('a card of a called flow with the same id is not confused with one of this flow', () => {
  const called = [
    step(['start'], { outputs: { who: 'Ada' } }),
    step(['start', 'say'], { outputs: { output: 'no' } })
  ]
  expect([...lastOutputsOf({ flow: flowOf([start, say]), steps: called, given: {} }).keys()]).toEqual([
    'start'
  ])
})

test('a field shows the value that would feed it now, also on a card added after the run', () => {
  const later = put('compose', 'later', { inputs: { text: text(pill('say', 'output'), '!') } })
  const { values } = lastValuesOf(view(start, say, later), gave, null)
  expect(values.get('say')).toEqual({ inputs: { text: 'Hi Ada' }, outputs: { output: 'Hi Ada' } })
  expect(values.get('later')).toEqual({ inputs: { text: 'Hi Ada!' }, outputs: {} })
})

test('fixed values and missing outputs are not shown under fields', () => {
  const late = put('compose', 'late', { inputs: { text: pill('fixed', 'output') } })
  const { values } = lastValuesOf(view(start, fixed, late), gave, null)
  expect(values.get('fixed')?.inputs).toEqual({})
  expect(values.get('late')?.inputs).toEqual({})
})

test('only a changed card gets new values within the same run', () => {
  const before = lastValuesOf(view(start, say, fixed), gave, null)
  const other = { ...say, inputs: { text: pill('start', 'who') } }
  const after = lastValuesOf(view(start, other, fixed), gave, before)
  expect(after.values.get('start')).toBe(before.values.get('start'))
  expect(after.values.get('say')).toEqual({ inputs: { text: 'Ada' }, outputs: { output: 'Hi Ada' } })
  const anew = lastValuesOf(view(start, other, fixed), new Map(), after)
  expect(anew.values.get('start')).toEqual({ inputs: {}, outputs: {} })
})
