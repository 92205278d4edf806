import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, viewOf } from '@hookwright/engine'
import { anyValue, conversionErrorsIn, type FaultData, one, pill, type Step, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { flowOf, put } from '../testing/flow-of.ts'
import { markOf, runViewOf } from './run-view.ts'

const inputs = [{ id: 'who', label: 'Who', fieldType: 'text-field', dataType: one('text'), required: true }]
const fork = put('if-error', 'fork', {
  config: { joins: [{ id: 'j', label: 'J', dataType: one('text') }] },
  blocks: [
    { id: 'try', strip: ['ask'], joins: {} },
    { id: 'error', strip: ['sorry'], joins: { j: pill('sorry', 'output') } }
  ]
})
const flow = flowOf(
  [
    put('helper-flow', 'start', { config: { inputs } }),
    fork,
    put('compose', 'last', { inputs: { text: text(pill('fork', 'j'), ' ', pill('start', 'who')) } }),
    put('note', 'words'),
    put('now', 'never')
  ],
  [put('call-flow', 'ask'), put('compose', 'sorry', { inputs: { text: pill('fork', 'error', ['message']) } })]
)

const step = (path: string[], parts: Partial<Step> = {}): Step => ({
  path,
  status: 'succeeded',
  from: 2,
  to: 9,
  ...parts
})
const fault = { code: 'card.failed' as const, message: 'No.', details: {} }
const view = runViewOf(viewOf(flow, cardSpecs, emptyCatalog), {
  flow,
  given: { who: 'Ada' },
  result: null,
  steps: [
    step(['start'], { outputs: 'given' }),
    step(['fork'], { outputs: { j: 'sorry' } }),
    step(['fork', 'ask'], { status: 'failed', fault }),
    step(['fork', 'ask', 'now'], { outputs: { output: 'of another flow' } }),
    step(['fork', 'sorry'], { outputs: { output: 'sorry' } }),
    step(['last'], { outputs: { output: 'sorry Ada' } })
  ]
})

test('each card has its result and duration', () => {
  expect(Object.fromEntries(view.marks)).toEqual({
    start: { is: 'succeeded', took: 7 },
    fork: { is: 'succeeded', took: 7 },
    ask: { is: 'failed', took: 7, message: 'No.' },
    sorry: { is: 'succeeded', took: 7 },
    last: { is: 'succeeded', took: 7 },
    never: { is: 'not-reached' }
  })
})

test('a note has no mark of a run', () => {
  expect(view.marks.has('words')).toBe(false)
})

test('a card shows its outputs, and its inputs recomputed from its bindings', () => {
  expect(view.values.get('start')?.outputs).toEqual({ who: 'Ada' })
  expect(view.values.get('last')).toEqual({
    inputs: { text: 'sorry Ada' },
    outputs: { output: 'sorry Ada' }
  })
})

test('the error that a block handled is not stored and not shown', () => {
  expect(view.values.get('sorry')?.inputs).toEqual({})
})

test('a step of a called flow is not shown on a card of this one', () => {
  expect(view.values.has('never')).toBe(false)
})

test('in the middle of a run the cards around the step are running and have no outputs', () => {
  const { marks, values } = runViewOf(viewOf(flow, cardSpecs, emptyCatalog), {
    flow,
    given: { who: 'Ada' },
    result: null,
    steps: [
      step(['start'], { outputs: 'given' }),
      step(['fork'], { outputs: { j: 'sorry' } }),
      step(['fork', 'ask'], { status: 'failed', fault })
    ],
    at: ['fork', 'ask']
  })
  expect(Object.fromEntries(marks)).toMatchObject({
    start: { is: 'succeeded' },
    fork: { is: 'running' },
    ask: { is: 'failed' },
    last: { is: 'not-reached' }
  })
  expect(values.get('fork')?.outputs).toEqual({})
})

test('a card that failed on a response has the HTTP status', () => {
  const failed = (code: FaultData['code'], details: FaultData['details']): Step => ({
    path: ['a'],
    status: 'failed',
    from: 0,
    to: 3,
    fault: { code, message: 'No.', details }
  })
  expect(markOf(failed('http.status', { status: 404 }))).toEqual({
    is: 'failed',
    took: 3,
    message: 'No.',
    httpStatus: 404
  })
  expect(markOf(failed('card.failed', { status: 404 }))).toEqual({ is: 'failed', took: 3, message: 'No.' })
})

describe('an output that did not fit its type', () => {
  const error = { label: 'Age', found: 'Text', wanted: 'Number', place: '' }
  const outputs = [
    { id: 'age', label: 'Age', fieldType: 'text-field', dataType: one('number'), required: false }
  ]
  const age = flowOf([
    put('helper-flow', 'start', {
      config: { inputs: [{ ...inputs[0], id: 'age', label: 'Age', dataType: anyValue }] }
    }),
    put('return-outputs', 'return', {
      config: { groups: [{ id: 'user', name: 'User', fields: outputs }], runMode: false },
      inputs: { age: pill('start', 'age') }
    }),
    put('compose', 'say', { inputs: { text: pill('start', 'age') } })
  ])
  const seen = (given: Record<string, unknown>, start: Partial<Step>) =>
    runViewOf(viewOf(age, cardSpecs, emptyCatalog), {
      flow: age,
      given,
      result: null,
      steps: [step(['start'], { outputs: 'given', ...start }), step(['return']), step(['say'])]
    }).values

  test('is empty with its error, as is each input that reads it', () => {
    const values = seen({ age: null }, { conversionErrors: [{ ...error, path: ['age'] }] })
    expect(values.get('start')?.outputs).toEqual({ age: null })
    expect(conversionErrorsIn(values.get('start')?.outputs)).toEqual({ age: error })
    expect(values.get('say')?.inputs).toEqual({ text: null })
    expect(conversionErrorsIn(values.get('say')?.inputs)).toEqual({ text: error })
  })

  test('is the mapped value with its error at the card that returns it', () => {
    const values = seen({ age: 'twelve' }, {})
    expect(values.get('return')?.inputs).toEqual({ age: 'twelve' })
    expect(conversionErrorsIn(values.get('return')?.inputs)).toEqual({ age: error })
    expect(conversionErrorsIn(values.get('say')?.inputs)).toBeNull()
  })
})
