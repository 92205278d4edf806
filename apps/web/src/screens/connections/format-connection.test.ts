import { Fault } from '@hookwright/model'
import { expect, test } from 'vitest'
import {
  isFailing,
  ownerWord,
  sayHandOver,
  sayReplace,
  shareWord,
  stateWord,
  usersWord
} from './format-connection.ts'

const refused = new Fault('http.status', { method: 'GET', url: '/me', status: 401, body: '' }).toData()
const unreachable = new Fault('http.no-answer', { method: 'GET', url: '/me' }).toData()

test.each([
  [null, 'Not checked', false],
  [{ at: 1, fault: null }, 'Works', false],
  [{ at: 1, fault: refused }, '401', true],
  [{ at: 1, fault: unreachable }, 'Failed', true]
])('the state after the check %o is “%s”', (check, word, failing) => {
  const connection = { check, authorization: null, kind: 'api-key' as const }
  expect(stateWord(connection)).toBe(word)
  expect(isFailing(connection)).toBe(failing)
})

test.each([
  [null, null, 'Not signed in', false],
  [{ is: 'signed-in' as const, at: 1 }, null, 'Connected', false],
  [{ is: 'signed-in' as const, at: 1 }, { at: 1, fault: null }, 'Works', false],
  [{ is: 'lost' as const, at: 2, why: 'Revoked.' }, { at: 1, fault: null }, 'Reconnect needed', true]
])(
  'a connection that signs in shows with %o and the check %o “%s”',
  (authorization, check, word, failing) => {
    const connection = { check, authorization, kind: 'authorization-code' as const }
    expect(stateWord(connection)).toBe(word)
    expect(isFailing(connection)).toBe(failing)
  }
)

test('flows are counted in words', () => {
  expect([0, 1, 2].map(usersWord)).toEqual(['No flows', '1 flow', '2 flows'])
})

test('owners and those with whom a connection is shared are named', () => {
  expect(ownerWord({ access: 'own', ownerName: 'Ada Example' })).toBe('You')
  expect(ownerWord({ access: 'shared', ownerName: 'Ada Example' })).toBe('Ada Example')
  expect(ownerWord({ access: 'other', ownerName: null })).toBe('Former member')
  const person = { with: 'person' as const, personId: 'bea' }
  expect(shareWord({ target: person, name: 'Bea Example' })).toBe('Bea Example')
  expect(shareWord({ target: person, name: null })).toBe('Former member')
  expect(shareWord({ target: { with: 'role', role: 'maker' }, name: null })).toBe('All makers')
})

test('only the owner is told to replace the values', () => {
  expect(sayReplace('own', 'Replace its values.')).toBe('Replace its values.')
  for (const access of ['shared', 'other'] as const)
    expect(sayReplace(access, 'Replace its values.')).toBe('Ask its owner to replace its values.')
})

test('only an admin is told to hand a connection over', () => {
  expect(sayHandOver(true)).toBe('Hand it over to another member.')
  expect(sayHandOver(false)).toBe('Ask an admin to hand it over to another member.')
})
