import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, viewOf } from '@hookwright/engine'
import { type Card, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { fragmentOf } from '../clipboard/clipboard.ts'
import { externalValuesOf } from '../clipboard/external-values.ts'
import { flowOf, put } from '../testing/flow-of.ts'
import { mapByName } from './map-by-name.ts'

const start = (id: string, field: string, label: string, kind = 'text'): Card =>
  put('helper-flow', id, {
    config: {
      inputs: [
        { id: field, label, fieldType: 'text-field', dataType: { kind, list: false }, required: false }
      ]
    }
  })

const greeting = put('compose', 'greeting', { inputs: { text: text('Hi ', pill('start', 'who')) } })
const view = (...cards: Card[]) => viewOf(flowOf(cards), cardSpecs, emptyCatalog)
const from = view(start('start', 'who', 'Who'), greeting)
const outside = externalValuesOf(from, fragmentOf(from.flow, ['greeting']))

test('the outside values of a selection are listed with name and type', () => {
  expect(outside).toEqual([
    { card: 'start', field: 'who', label: 'Who', type: { kind: 'text', list: false } }
  ])
  expect(externalValuesOf(from, fragmentOf(from.flow, ['start', 'greeting']))).toEqual([])
})

describe('an outside value of pasted cards', () => {
  test('is mapped to the value of the same name and type', () => {
    const into = view(start('begin', 'person', 'who'), greeting)
    expect(mapByName(into, ['greeting'], outside)).toEqual([
      {
        kind: 'bind',
        card: 'greeting',
        field: 'text',
        binding: text('Hi ', pill('begin', 'person'))
      }
    ])
  })

  test.each([
    ['has another name', start('begin', 'person', 'Name')],
    ['has another type', start('begin', 'person', 'Who', 'object')],
    ['is the very one that was used', start('start', 'who', 'Who')]
  ])('is not mapped when the only value %s', (_, first) => {
    expect(mapByName(view(first, greeting), ['greeting'], outside)).toEqual([])
  })
})
