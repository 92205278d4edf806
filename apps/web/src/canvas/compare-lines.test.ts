import { cardSpecs } from '@hookwright/cards'
import { noSurroundings } from '@hookwright/engine'
import { literal, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { compareLinesOf } from './compare-lines.ts'
import { put } from './testing/flow-of.ts'

const linesOf = (...given: Parameters<typeof put>): string[] => {
  const [type] = given
  const lines = compareLinesOf(put(...given), {
    spec: cardSpecs.get(type),
    surroundings: noSurroundings,
    wordsOf: binding => (binding.kind === 'literal' ? String(binding.value) : binding.kind)
  })
  return [...lines.values()].map(({ label, words }) => `${label}: ${words}`)
}

test('a draft of a card is compared in the words that stand on the card', () => {
  const inputs = { url: literal('/me') }
  expect(linesOf('raw-request', 'ask', { title: 'Ask', skipped: true, inputs })).toEqual([
    'Name: Ask',
    'Skipped: Yes',
    'Method: GET',
    'Authenticate: On',
    'Fail on 4xx and 5xx: On',
    'Expect JSON: On',
    'Timeout: 30',
    'URL: /me'
  ])
})

test('fields are compared by their names and types, and joins block by block', () => {
  const config = { operator: 'equal', joins: [{ id: 'j', label: 'Greeting', dataType: one('text') }] }
  const blocks = [
    { id: 'then', strip: [], joins: { j: literal('Hello') } },
    { id: 'else', strip: [], joins: {} }
  ]
  expect(linesOf('if-else', 'fork', { config, blocks })).toEqual([
    'Value is: equal to',
    'Outputs: Greeting (Text)',
    'If true ▸ Greeting: Hello'
  ])
})

test('what a card of an unknown kind says is compared as it is kept', () => {
  const [line] = linesOf('from-later', 'x', { config: { speed: 3 } })
  expect(line).toBe('speed: 3')
})
