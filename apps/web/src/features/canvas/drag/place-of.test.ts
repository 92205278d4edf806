// @vitest-environment happy-dom
import { fieldOfSetting, nameOfPlace } from '@hookwright/cards/views'
import { pill } from '@hookwright/model'
import { expect, test } from 'vitest'
import { pillOf, placeOf } from './place-of.ts'

/** Returns an element inside a place of a card. */
const inside = (place: string): Element => {
  const box = document.createElement('div')
  box.dataset.site = place
  return box.appendChild(document.createElement('span'))
}

test('an element inside the row of an input belongs to the card and its field', () => {
  expect(placeOf(inside(nameOfPlace({ card: 'say', field: 'text' })))).toEqual({ card: 'say', field: 'text' })
})

test('the row of a join also names its block', () => {
  const at = { card: 'fork', block: 'then', field: 'joined' }
  expect(placeOf(inside(nameOfPlace(at)))).toEqual(at)
})

test('nothing can be mapped to a setting or outside of a row', () => {
  expect(placeOf(inside(nameOfPlace({ card: 'send', field: fieldOfSetting('method') })))).toBeNull()
  expect(placeOf(document.createElement('div'))).toBeNull()
  expect(placeOf(null)).toBeNull()
})

test('an element inside a pill belongs to its value', () => {
  const value = pill('start', 'body', ['id'])
  const box = document.createElement('div')
  box.dataset.pill = JSON.stringify(value)
  expect(pillOf(box.appendChild(document.createElement('span')))).toEqual(value)
  expect(pillOf(null)).toBeNull()
})
