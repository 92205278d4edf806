import { emptyCatalog } from '@hookwright/engine'
import { runCardAlone } from '@hookwright/engine/testing'
import { listOf, one } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listConstruct } from './card.ts'

const fieldsOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `f${index}`, label: `Item ${index}` }))

test('the list has the values in the order of their fields, missing ones as null', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.string()), { maxLength: 8 }), async values => {
      const inputs = Object.fromEntries(values.map((value, index) => [`f${index}`, value]))
      const config = { items: 'text', fields: fieldsOf(values.length) }
      expect(await runCardAlone(listConstruct, config, inputs)).toEqual({ output: values })
    })
  )
})

test('each input accepts one item of the type, and the output is a list of that type', () => {
  const ports = listConstruct.ports({ items: 'object', fields: fieldsOf(1) }, emptyCatalog)
  expect(ports?.inputs).toMatchObject([{ id: 'f0', label: 'Item 0', type: one('object') }])
  expect(ports?.outputs).toMatchObject([{ id: 'output', type: listOf('object') }])
})

test('an item of another type fails the card', async () => {
  const config = { items: 'number', fields: fieldsOf(1) }
  expect(await runCardAlone(listConstruct, config, { f0: '12' })).toEqual({ output: [12] })
  await expect(runCardAlone(listConstruct, config, { f0: 'twelve' })).rejects.toThrow('card.input-type')
})

test.each([
  [[...fieldsOf(1), { id: 'f0', label: 'Other' }], 'Two items have the same id. Remove one of them.'],
  [
    [...fieldsOf(1), { id: 'f1', label: 'ITEM 0' }],
    'Two items have the same label. Change one of the labels.'
  ],
  [fieldsOf(201), 'A card can have at most 200 items. Remove some of them.']
])('fields with repeated names, or too many fields, are refused with a sentence', (fields, message) => {
  expect(listConstruct.readConfig({ items: 'text', fields })).toEqual({ ok: false, problems: [{ message }] })
})

test('items of an unknown type are refused with a sentence', () => {
  expect(listConstruct.readConfig({ items: 'any', fields: [] })).toEqual({
    ok: false,
    problems: [{ message: 'The type of the items is invalid. Choose one from the list.' }]
  })
})
