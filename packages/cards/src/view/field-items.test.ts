import type { FieldsSetting } from '@hookwright/engine'
import { applyEdit, type Card, type Edit, emptyFlow, literal, one } from '@hookwright/model'
import { expect, test } from 'vitest'
import { cardSpecs } from '../index.ts'
import {
  addItem,
  freshName,
  itemsOf,
  moveItem,
  nameOfItem,
  removeItem,
  renameItem,
  requireItem,
  retypeItem
} from './field-items.ts'

const settingOf = (type: string): FieldsSetting => {
  const setting = cardSpecs.get(type)?.settings.find(each => each.kind === 'fields')
  if (setting?.kind !== 'fields') throw new Error(`${type} has no list of fields.`)
  return setting
}

const blank = (type: string): Card => ({
  id: 'c',
  type,
  inputs: {},
  ...cardSpecs.get(type)?.blank(),
  config: {}
})

const edited = (card: Card, edit: Edit): Card => {
  const result = applyEdit({ ...emptyFlow, strip: ['c'], cards: { c: card } }, edit)
  const after = result.ok ? result.flow.cards.c : undefined
  if (after === undefined) throw new Error('The edit was refused.')
  return after
}

const setting = settingOf('assign')
const two = edited(edited(blank('assign'), addItem(blank('assign'), setting, 'a')), {
  kind: 'all',
  edits: []
})
const full = edited(two, addItem(two, setting, 'b'))

test('a new field gets a unique name', () => {
  expect(itemsOf(full, setting)).toEqual([
    { id: 'a', label: 'Value 1', dataType: one('text') },
    { id: 'b', label: 'Value 2', dataType: one('text') }
  ])
  const renamed = edited(full, renameItem(full, setting, 'a', 'value 3'))
  expect(freshName(renamed, setting)).toBe('Value 4')
})

test('a renamed or retyped field keeps its id', () => {
  const renamed = edited(full, renameItem(full, setting, 'b', 'Seats'))
  const retyped = edited(renamed, retypeItem(renamed, setting, 'b', one('number')))
  expect(itemsOf(retyped, setting)[1]).toEqual({ id: 'b', label: 'Seats', dataType: one('number') })
  expect(nameOfItem(retyped, setting, 'b')).toBe('Seats')
})

test('a field can be moved within its list', () => {
  const order = (card: Card) => itemsOf(card, setting).map(item => item.id)
  expect(order(edited(full, moveItem(full, setting, 'b', -1)))).toEqual(['b', 'a'])
  expect(order(edited(full, moveItem(full, setting, 'a', -1)))).toEqual(['a', 'b'])
  expect(order(edited(full, moveItem(full, setting, 'b', 5)))).toEqual(['a', 'b'])
})

test('a field is removed with its mapping in one step', () => {
  const fed = edited(full, { kind: 'bind', card: 'c', field: 'a', binding: literal('x') })
  const after = edited(fed, removeItem(fed, setting, 'a'))
  expect(itemsOf(after, setting).map(item => item.id)).toEqual(['b'])
  expect(after.inputs).toEqual({})
})

test('an output is removed with its mapping in each case', () => {
  const outputs = settingOf('assign-if')
  const config = { fields: [{ id: 'size', label: 'Size', dataType: one('text') }] }
  const inputs = { left: literal(1), 'then.size': literal('large'), 'else.size': literal('small') }
  const card: Card = { ...blank('assign-if'), config, inputs }
  const after = edited(card, removeItem(card, outputs, 'size'))
  expect(after.config.fields).toEqual([])
  expect(after.inputs).toEqual({ left: literal(1) })
})

test('an output of a card with blocks is removed with its mapping in each block', () => {
  const joins = settingOf('if-else')
  const fork: Card = {
    id: 'c',
    type: 'if-else',
    inputs: {},
    config: { operator: 'equal', joins: [{ id: 'j', label: 'Name', dataType: one('text') }] },
    blocks: [
      { id: 'then', strip: [], joins: { j: literal('x') } },
      { id: 'else', strip: [], joins: {} }
    ]
  }
  const after = edited(fork, removeItem(fork, joins, 'j'))
  expect(after.config.joins).toEqual([])
  expect(after.blocks?.map(block => block.joins)).toEqual([{}, {}])
})

test('an input of a start card can be made optional', () => {
  const inputs = settingOf('helper-flow')
  const start = edited(blank('helper-flow'), addItem(blank('helper-flow'), inputs, 'a'))
  const after = edited(start, requireItem(start, inputs, 'a', false))
  expect(itemsOf(after, inputs)[0]?.required).toBe(false)
})
