import { one, pill, type Step, type StepPath, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { OpenedRun } from '../../history/api-types.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { pinsOf, resolvePins } from './resolve-pins.ts'

const who = { id: 'who', label: 'Who', fieldType: 'text-field', dataType: one('text'), required: true }
const frozen = (id: string, doc: ReturnType<typeof flowOf>) => ({ id, name: id, description: '', doc })

const helper = frozen(
  'greet',
  flowOf([
    put('helper-flow', 'start', { config: { inputs: [who] } }),
    put('compose', 'hello', { inputs: { text: text('Hello ', pill('start', 'who')) } })
  ])
)
const outer = frozen(
  'outer',
  flowOf(
    [
      put('now', 'now'),
      put('if-error', 'fork', { blocks: [{ id: 'try', strip: ['say'], joins: {} }] }),
      put('for-each', 'each', { config: { flowId: 'greet' } })
    ],
    [put('compose', 'say')]
  )
)

const line = (path: StepPath, name: string, parts: Partial<Step>) => ({
  path,
  name,
  step: { path, status: 'succeeded' as const, from: 0, to: 1, ...parts }
})
const lines = [
  line(['now'], 'Now', { outputs: { output: 'noon' } }),
  line(['fork'], 'Try it', { outputs: {} }),
  line(['fork', 'say'], 'Say', { outputs: { output: 'Hi' } }),
  line(['each'], 'Each', { status: 'failed' }),
  line(['each', 0, 'start'], 'Helper Flow', { outputs: { who: 'Ada' } }),
  line(['each', 0, 'hello'], 'Hello', { outputs: { output: 'Hello Ada' } }),
  line(['each', 1, 'start'], 'Helper Flow', { outputs: { who: 'Bo' } }),
  line(['each', 1, 'hello'], 'Hello', { outputs: { output: 'Hello Bo' } })
]

/** An opened run with a called helper flow. The tests resolve pins to the outputs in it. */
const open = {
  run: { id: 'r1', steps: lines.map(({ step }) => step), result: null },
  lines,
  flow: outer,
  flows: [outer, helper],
  signatures: [],
  events: [],
  actions: [],
  actionFields: {},
  connectionFields: [],
  given: {},
  records: null
} as unknown as OpenedRun

const runs = new Map([['r1', open]])

test('all cards of a run with outputs are pinned, also those in blocks, with their names of that time', () => {
  const pins = pinsOf(open, { caller: [], flow: outer })
  expect(pins.map(({ card, name }) => [card, name])).toEqual([
    ['now', 'Now'],
    ['say', 'Say']
  ])
  const { pinned, gone, lost } = resolvePins(pins, runs, outer.doc)
  expect([...pinned]).toEqual([
    ['now', { output: 'noon' }],
    ['say', { output: 'Hi' }]
  ])
  expect([gone, lost]).toEqual([[], []])
})

test('a called flow is pinned as it ran in one iteration', () => {
  const pins = pinsOf(open, { caller: ['each', 1], flow: helper })
  expect(pins.map(({ card, caller }) => [card, caller])).toEqual([
    ['start', ['each', 1]],
    ['hello', ['each', 1]]
  ])
  expect([...resolvePins(pins, runs, helper.doc).pinned]).toEqual([
    ['start', { who: 'Bo', 'context.index': 1, 'context.caller': { id: 'outer', name: 'outer' } }],
    ['hello', { output: 'Hello Bo' }]
  ])
})

test('pins of removed cards and of deleted values are named', () => {
  const pins = pinsOf(open, { caller: [], flow: outer })
  const { pinned, gone } = resolvePins(pins, runs, flowOf([put('now', 'now')]))
  expect([...pinned.keys()]).toEqual(['now'])
  expect(gone.map(({ name }) => name)).toEqual(['Say'])
  expect(resolvePins(pins, new Map(), outer.doc).lost.map(({ name }) => name)).toEqual(['Now', 'Say'])
})
