import { expect, test } from 'vitest'
import { alertsFor, alertsToMark, ownAlerts } from './own.ts'

const ann = { person: { id: 'ann', name: 'Ann', role: 'admin' as const } }
const uma = { person: { id: 'uma', name: 'Uma', role: 'user' as const } }

test('an admin sees all alerts, and marks no others than those meant for them unless they name them', () => {
  expect(ownAlerts(ann)).toEqual({ ownerId: null })
  expect(alertsFor(ann)).toEqual({ ownerId: 'ann' })
  expect(alertsToMark(ann, null)).toEqual({ ownerId: 'ann', ids: null })
  expect(alertsToMark(ann, ['one'])).toEqual({ ownerId: null, ids: ['one'] })
})

test('a user marks own alerts and those of nobody, whether they name them or not', () => {
  for (const ids of [null, ['one']]) expect(alertsToMark(uma, ids)).toEqual({ ownerId: 'uma', ids })
})
