import { cardSpecs } from '@hookwright/cards'
import { emptyCatalog, viewOf } from '@hookwright/engine'
import { cardOf, flowOf } from '@hookwright/engine/testing'
import { type Binding, literal, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { mapPill } from './map-pill.ts'

const value = pill('event', 'body', ['name'])
const at = { card: 'send', field: 'body' }

const mapped = (body: Binding | null, caret: { part: number; offset: number } | null) => {
  const flow = flowOf(
    cardOf('webhook-event', 'event', { options: [] }),
    cardOf('raw-request', 'send', { method: 'POST' }, body === null ? {} : { body })
  )
  return mapPill(viewOf(flow, cardSpecs, emptyCatalog), at, value, caret)
}

// review: services 3
describe('a value mapped to a body', () => {
  test('is inserted into the typed text at the caret', () => {
    expect(mapped(literal('{"name": ""}'), { part: 0, offset: 10 })).toMatchObject({
      binding: text('{"name": "', value, '"}')
    })
  })

  test('is appended to the typed text without a caret', () => {
    expect(mapped(literal('Dear '), null)).toMatchObject({ binding: text('Dear ', value) })
    expect(mapped(text('Dear ', value, ' and '), null)).toMatchObject({
      binding: text('Dear ', value, ' and ', value)
    })
  })

  test('replaces an empty body or another single value', () => {
    expect(mapped(null, null)).toMatchObject({ binding: value })
    expect(mapped(literal(' '), null)).toMatchObject({ binding: value })
    expect(mapped(pill('event', 'headers'), null)).toMatchObject({ binding: value })
  })
})
