import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, type Scope, viewOf } from '@hookwright/engine'
import { type Card, literal, one, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { flowOf, put } from '../../testing/flow-of.ts'
import { cardInputsOf, upstreamOutputsOf } from './card-inputs.ts'
import { readInputs } from './read-inputs.ts'
import { withExamples } from './use-card-inputs.ts'

const field = (id: string, label: string) => ({
  id,
  label,
  fieldType: 'text-field' as const,
  dataType: one('text'),
  required: true
})
const start = put('helper-flow', 'start', {
  config: { inputs: [field('who', 'Who'), field('city', 'City')] }
})
const fork = (...inner: Card[]) =>
  put('if-error', 'fork', {
    blocks: [
      { id: 'try', strip: inner.map(({ id }) => id), joins: { j: text(pill('start', 'city')) } },
      { id: 'error', strip: [], joins: {} }
    ]
  })
const viewWith = (cards: Card[], inner: Card[] = []) =>
  viewOf(flowOf([start, ...cards], inner), cardSpecs, {
    ...emptyCatalog,
    connectionFields: [{ id: 'key', label: 'Key' }]
  })
const gave: Scope = new Map([['start', { who: 'Ada', city: 'Basel' }]])

const inputsOf = (binding: Card['inputs'][string] | undefined, scope = gave) => {
  const say = put('compose', 'say', { inputs: binding === undefined ? {} : { text: binding } })
  return cardInputsOf(viewWith([say]), say, scope)
}

test.each([
  ['a pill that is known', pill('start', 'who'), { from: 'known', value: 'Ada' }],
  ['words around it', text('Hi ', pill('start', 'who')), { from: 'known', value: 'Hi Ada' }],
  ['a fixed value', literal('Hi'), { from: 'known', value: 'Hi' }],
  ['a value of the connection', text(pill('start', 'connection.key')), { from: 'connection', value: null }]
])('an input from %s is prefilled as far as the page knows it', (_, binding, found) => {
  expect(inputsOf(binding)).toMatchObject([{ id: 'text', ...found }])
})

test('an input is unknown without an output of its card, or when it is required and unmapped', () => {
  expect(inputsOf(pill('start', 'who'), new Map())).toMatchObject([{ from: 'unknown' }])
  const ask = put('raw-request', 'ask')
  const found = cardInputsOf(viewWith([ask]), ask, gave)
  expect(found.map(({ id, from }) => [id, from])).toEqual([
    ['url', 'unknown'],
    ['query', 'known'],
    ['headers', 'known'],
    ['body', 'known']
  ])
})

test('the error handled by a block is unknown, whatever its card output before', () => {
  const sorry = put('compose', 'sorry', { inputs: { text: pill('fork', 'error', ['message']) } })
  const around = put('if-error', 'fork', {
    blocks: [
      { id: 'try', strip: [], joins: {} },
      { id: 'error', strip: ['sorry'], joins: {} }
    ]
  })
  const view = viewWith([around], [sorry])
  expect(cardInputsOf(view, sorry, new Map([['fork', { error: { message: 'old' } }]]))).toMatchObject([
    { id: 'text', from: 'unknown' }
  ])
})

test('a typed value is parsed by its type, and an untouched one is kept exactly', () => {
  const [input] = inputsOf(pill('start', 'who'))
  if (input === undefined) throw new Error('Compose takes a text.')
  const object = { ...input, id: 'object', label: 'Object', dataType: one('object'), value: { a: 1 } }
  expect(readInputs([input, object], {})).toEqual({ inputs: { text: 'Ada', object: { a: 1 } }, errors: {} })
  expect(readInputs([input, object], { text: 'Bo', object: 'b' })).toEqual({
    inputs: { text: 'Bo' },
    errors: { object: expect.stringMatching(/^Object must be of type Object/) }
  })
  expect(readInputs([{ ...input, from: 'connection' }], {})).toEqual({ inputs: {}, errors: {} })
})

test('only outputs read by missing inputs and by blocks are sent along', () => {
  const inside = put('compose', 'inside', { inputs: { text: pill('start', 'who') } })
  const card = fork(inside)
  expect(upstreamOutputsOf(viewWith([card], [inside]), card, gave, new Set())).toEqual({
    start: { who: 'Ada', city: 'Basel' }
  })
  const say = put('compose', 'say', { inputs: { text: pill('start', 'who') } })
  expect(upstreamOutputsOf(viewWith([say]), say, gave, new Set(['text']))).toEqual({})
  expect(upstreamOutputsOf(viewWith([say]), say, gave, new Set())).toEqual({ start: { who: 'Ada' } })
})

test('without a run the flow starts with a sample, or with examples of its outputs', () => {
  const view = viewWith([])
  const example = withExamples(view, new Map(), { sample: null, now: 0 })
  expect(example.isExample).toBe(true)
  expect(example.gave.get('start')).toMatchObject({ who: 'Who', city: 'City' })
  const sampled = withExamples(view, new Map(), { sample: { who: 'Bo' }, now: 0 })
  expect(sampled.gave.get('start')).toEqual({ who: 'Bo' })
  expect(withExamples(view, gave, { sample: null, now: 0 })).toEqual({ gave, isExample: false })
})
