import { emptyCatalog } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import { type Json, listOf, one } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { holds } from '../if-else/compare.ts'
import { operators } from '../kernel/operator.ts'
import { assignIf } from './card.ts'

const fields = [
  { id: 'size', label: 'Size', dataType: { kind: 'text', list: false } },
  { id: 'seats', label: 'Seats', dataType: { kind: 'number', list: true } }
]

const assign = (operator: string, inputs: Record<string, Json>) =>
  runCardAlone(assignIf, { operator, fields }, inputs)

test('the card outputs all values of the case that the comparison of If/Else selects', async () => {
  const value = fc.constantFrom<Json>(1, 10, '10', 'a', '', [1], null)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...operators), value, value, async (operator, left, right) => {
      const made = await assign(operator, {
        left,
        // Where there is nothing to compare with, there is no such input either.
        ...(operator.endsWith('-empty') ? {} : { right }),
        'then.size': 'large',
        'then.seats': [1, 2],
        'else.size': 'small',
        'else.seats': [3]
      })
      const isSo = holds(operator, left, right)
      expect(made).toEqual(isSo ? { size: 'large', seats: [1, 2] } : { size: 'small', seats: [3] })
    })
  )
})

test('an output that is not mapped for a case is null', async () => {
  expect(await assign('equal', { left: 1, right: 1, 'else.size': 'small' })).toEqual({
    size: null,
    seats: null
  })
})

test('each output has an input of its type for each case', () => {
  const ports = assignIf.ports({ operator: 'is-empty', fields }, emptyCatalog)
  expect(ports?.inputs).toMatchObject([
    { id: 'left' },
    { id: 'then.size', label: 'Size', group: 'If true', type: one('text') },
    { id: 'then.seats', label: 'Seats', group: 'If true', type: listOf('number') },
    { id: 'else.size', label: 'Size', group: 'If false', type: one('text') },
    { id: 'else.seats', label: 'Seats', group: 'If false', type: listOf('number') }
  ])
  expect(ports?.outputs).toEqual([
    { id: 'size', label: 'Size', type: one('text') },
    { id: 'seats', label: 'Seats', type: listOf('number') }
  ])
})

test('a value of another type fails the card, even in the case that is not chosen', async () => {
  await expect(assign('equal', { left: 1, right: 1, 'else.seats': ['x'] })).rejects.toThrow('card.input-type')
})
