import { cardSpecs } from '@hookwright/cards'
import { cardOf } from '@hookwright/engine/testing'
import { type Binding, type Flow, type OutputGroup, one, pill, text } from '@hookwright/model'
import { describe, expect, test } from 'vitest'
import { missingPlacesOf } from './missing-places.ts'

const field = (id: string, label: string) => ({
  id,
  label,
  fieldType: 'text-field' as const,
  dataType: one('text'),
  required: false
})
const groups: OutputGroup[] = [
  { id: 'person', name: 'Person', fields: [field('first', 'First name'), field('mail', 'Email')] }
]
const missing = (body: unknown, runMode: boolean, inputs: Record<string, Binding>) => {
  const event = { options: [], registrationFlowId: null, deregistrationFlowId: null }
  const flow: Flow = {
    schemaVersion: 1,
    strip: ['event', 'return'],
    cards: {
      event: cardOf('webhook-event', 'event', event, {}),
      return: cardOf('return-outputs', 'return', { groups, runMode }, inputs)
    }
  }
  return missingPlacesOf(body, { flow, groups, runMode }, cardSpecs)
}
const first = pill('event', 'body', ['record', 'firstName'])
const mail = text('<', pill('event', 'body', ['record', 'email']), '>')

describe('without Run mode', () => {
  test('missing places of a body are named, without repeats', () => {
    expect(missing({ records: [] }, false, { first, mail })).toEqual({
      places: ['Body.record.firstName', 'Body.record.email'],
      list: null
    })
    expect(missing({}, false, { first, mail: first }).places).toEqual(['Body.record.firstName'])
  })

  test('a place with null is not missing', () => {
    expect(missing({ record: { firstName: null, email: 'jo@example.com' } }, false, { first, mail })).toEqual(
      {
        places: [],
        list: null
      }
    )
  })
})

describe('with Run mode', () => {
  const list = pill('event', 'body', ['records'])
  const each = {
    list,
    first: pill('return', 'record', ['firstName']),
    mail: pill('return', 'record', ['email'])
  }

  test('a missing or empty list is reported, without the places of its records', () => {
    expect(missing({ record: {} }, true, each)).toEqual({
      places: [],
      list: { name: 'Body.records', is: 'missing' }
    })
    expect(missing({ records: [] }, true, each).list).toEqual({ name: 'Body.records', is: 'empty' })
  })

  test('a place that no record has is missing; one record with it is enough', () => {
    const records = [{ firstName: 'Jo' }, { firstName: 'Kim', email: 'kim@example.com' }]
    expect(missing({ records }, true, each)).toEqual({ places: [], list: null })
    expect(missing({ records: [{ firstName: 'Jo' }] }, true, each).places).toEqual(['Record.email'])
  })

  test('a missing place of the body outside the list is reported too', () => {
    expect(missing({ records: [{}] }, true, { list, first }).places).toEqual(['Body.record.firstName'])
  })
})
