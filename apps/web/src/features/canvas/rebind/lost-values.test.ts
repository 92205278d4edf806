import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog } from '@hookwright/engine'
import { type Card, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { draw } from '../drawing/drawing.ts'
import { memoSpecs } from '../drawing/memo-specs.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { formatLost } from './format-lost.ts'
import { hasLost, lostValuesOf, noteLost } from './lost-values.ts'
import { candidateFor, rebindEdits } from './rebind-values.ts'

const start = (...labels: string[]): Card =>
  put('helper-flow', 'start', {
    config: {
      inputs: labels.map(label => ({
        id: label.toLowerCase().replaceAll(' ', '-'),
        label,
        fieldType: 'text-field',
        dataType: { kind: 'text', list: false },
        required: false
      }))
    }
  })
const greet = (id: string): Card =>
  put('compose', id, { inputs: { text: text('Hi ', pill('start', 'email')) } })

const drawn = (...cards: Card[]) =>
  draw(
    {
      flow: flowOf(cards),
      specs: memoSpecs(cardSpecs),
      catalog: emptyCatalog,
      flipped: new Map(),
      typedPaths: []
    },
    null
  )

test('a lost value keeps its name, and all its fields are rebound to the similar one at once', () => {
  const before = drawn(start('Email', 'Name'), greet('a'), greet('b'))
  expect(hasLost(before)).toBe(false)
  const now = drawn(start('Name', 'Work email'), greet('a'), greet('b'))
  expect(hasLost(now)).toBe(true)
  noteLost(now, before)
  const [lost, ...rest] = lostValuesOf(now)
  expect(rest).toEqual([])
  if (lost === undefined) throw new Error('One is lost.')
  expect(lost).toMatchObject({ label: 'Email', cause: 'output', places: [{ card: 'a' }, { card: 'b' }] })
  expect(formatLost(lost)).toBe('2 fields use this value, but “Helper Flow” no longer has this output.')
  const candidate = candidateFor(now, lost)
  expect(candidate?.label).toBe('Work email')
  if (candidate === null) throw new Error('There is one.')
  expect(rebindEdits(now, lost, candidate.pill)).toEqual(
    ['a', 'b'].map(card => ({
      ...{ kind: 'bind', card, field: 'text' },
      binding: text('Hi ', pill('start', 'work-email'))
    }))
  )
})

test('a lost value of a card outside the flow says so', () => {
  const now = drawn(start('Name'), put('compose', 'c', { inputs: { text: text(pill('gone', 'x')) } }))
  const [lost] = lostValuesOf(now)
  expect(lost && formatLost(lost)).toBe(
    '1 field uses this value, but the card that outputs the value is not in this flow.'
  )
})
