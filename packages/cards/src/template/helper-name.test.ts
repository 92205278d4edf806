import { flawOfFlowName } from '@hookwright/model'
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
])('for the event %j it is %j', (eventName, name) => {
  expect(helperName('Register', eventName)).toBe(name)
})

test.each([
  ['Create user', 'After an error of create user'],
  ['Get – “Ada”/1', 'After an error of get Ada 1'],
  ['—', 'After an error of a card']
])('after an error of the card %j it is %j', (card, name) => {
  expect(errorFlowName(card)).toBe(name)
  expect(flawOfFlowName(errorFlowName(card))).toBeNull()
})

test('it can be deployed, whatever the event is called', () => {
  const signs = fc.constantFrom(
    ...['a', 'B', 'ß', '𝒜', '新', 'e\u0301', '7', ' ', '-', '_', '🙂', '\n', '\u00a0', '\ud800']
  )
  const names = fc.array(signs, { maxLength: 12 }).map(parts => parts.join(''))
  fc.assert(
    fc.property(names, eventName => {
      expect(flawOfFlowName(helperName('Deregister', eventName))).toBeNull()
    })
  )
})
