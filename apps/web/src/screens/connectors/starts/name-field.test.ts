import { expect, test } from 'vitest'
import { blockedByName } from './name-field.tsx'

test('a missing name and an invalid one have their own reason, and a valid one has none', () => {
  expect(blockedByName('', [])).toBe('Enter a name to create the connector.')
  expect(blockedByName('A/B', [])).toBe('Correct the name to create the connector.')
  expect(blockedByName('ACME hr', ['Acme HR'])).toBe('Correct the name to create the connector.')
  expect(blockedByName('Acme HR', [])).toBeNull()
})
