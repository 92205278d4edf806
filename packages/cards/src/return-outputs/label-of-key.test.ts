import { FieldLabel } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelOfKeys, plainName } from './label-of-key.ts'

test.each([
  [['user_id'], 'User ID'],
  [['createdAt'], 'Created at'],
  [['HTMLUrl'], 'HTML URL'],
  [['log-level'], 'Log level'],
  [['event_ids'], 'Event IDs'],
  [['Größe2cm'], 'Größe2cm'],
  [['名前'], '名前'],
  [['data', 'object'], 'Data object'],
  [['$$'], 'Value'],
  [['x'.repeat(120)], `X${'x'.repeat(99)}`]
])('the value at %j is labelled “%s”', (keys, label) => {
  expect(labelOfKeys(...keys)).toBe(label)
})

test('a label for a key is valid, and similar to the key', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 30, unit: 'binary' }), key => {
      const label = labelOfKeys(key)
      expect(FieldLabel.safeParse(label).success).toBe(true)
      if (plainName(key) !== '') expect(plainName(label)).toBe(plainName(key))
    }),
    { numRuns: 300 }
  )
})
