import { expect, test } from 'vitest'
import { field } from '../testing.ts'
import { requestedKeys } from './requested-keys.ts'

const keysOf = (...labels: string[]) =>
  Object.fromEntries(
    requestedKeys(labels.map(label => field(label, label))).map(({ key, field: found }) => [
      key,
      found?.label ?? null
    ])
  )

test('options match by their labels, in any notation', () => {
  expect(keysOf('Event type', 'DEPARTMENT')).toEqual({ eventType: 'Event type', department: 'DEPARTMENT' })
  expect(keysOf('event_type')).toEqual({ eventType: 'event_type', department: null })
  expect(keysOf('Event')).toEqual({ eventType: 'Event', department: null })
})

test('the plainest label has priority', () => {
  expect(keysOf('Type', 'Event', 'Event-Type').eventType).toBe('Event-Type')
})

test('other options are not sent', () => {
  expect(keysOf('Batch size')).toEqual({ eventType: null, department: null })
})
