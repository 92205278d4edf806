import { validateFlowName } from '@hookwright/model'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { errorFlowName, helperName } from './helper-name.ts'

test.each([
  ['User created', 'Register user created'],
  ['Änderung', 'Register änderung'],
  ['HR event', 'Register HR event'],
  ['iPad lost', 'Register iPad lost'],
  ['GitHub push', 'Register GitHub push'],
  ['A file', 'Register a file'],
  ['2FA reset', 'Register 2FA reset'],
  ['User/created – all', 'Register user created all'],
  [null, 'Register event'],
  ['—', 'Register event']
])('the helper for the event %j is called %j', (eventName, name) => {
  expect(helperName('Register', eventName)).toBe(name)
})

test.each([
  ['Create user', 'After an error of create user'],
  ['Get – “Ada”/1', 'After an error of get Ada 1'],
  ['—', 'After an error of a card']
])('the helper for errors of the card %j is called %j', (card, name) => {
  expect(errorFlowName(card)).toBe(name)
  expect(validateFlowName(errorFlowName(card))).toBeNull()
})

test('the name can be deployed for any event', () => {
  const signs = fc.constantFrom(
    ...['a', 'B', 'ß', '𝒜', '新', 'e\u0301', '7', ' ', '-', '_', '🙂', '\n', '\u00a0', '\ud800']
  )
  const names = fc.array(signs, { maxLength: 12 }).map(parts => parts.join(''))
  fc.assert(
    fc.property(names, eventName => {
      expect(validateFlowName(helperName('Deregister', eventName))).toBeNull()
    })
  )
})
