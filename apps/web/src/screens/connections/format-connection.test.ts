import { DAY, Fault, HOUR, MINUTE } from '@hookwright/model'
import { expect, test } from 'vitest'
import {
  formatConnectionState,
  formatEnd,
  formatHandOverAdvice,
  formatOwner,
  formatReplaceAdvice,
  formatShareTarget,
  formatUsingFlows,
  isFailing,
  nearEndOf,
  stateLine
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
  expect(formatConnectionState(connection)).toBe(word)
  expect(isFailing(connection)).toBe(failing)
})

test.each([
  [null, null, 'Not signed in', false],
  [{ is: 'signed-in' as const, at: 1 }, null, 'Connected', false],
  [{ is: 'signed-in' as const, at: 1 }, { at: 1, fault: null }, 'Works', false],
  [{ is: 'lost' as const, at: 2, why: 'Revoked.' }, { at: 1, fault: null }, 'Reconnect needed', true]
])(
  'a connection with a sign-in shows with %o and the check %o “%s”',
  (authorization, check, word, failing) => {
    const connection = { check, authorization, kind: 'authorization-code' as const }
    expect(formatConnectionState(connection)).toBe(word)
    expect(isFailing(connection)).toBe(failing)
  }
)

test('the state has the time of the check or of the sign-in', () => {
  const now = HOUR
  const of = { kind: 'api-key', authorization: null, check: null } as const
  expect(stateLine(of, now)).toBe('Not checked')
  expect(stateLine({ ...of, check: { at: now - 3 * MINUTE, fault: null } }, now)).toBe('Works · 3 min ago')
  const signedIn = { is: 'signed-in', at: now - 5 * MINUTE } as const
  expect(stateLine({ ...of, authorization: signedIn }, now)).toBe('Connected · 5 min ago')
})

test('an access that ends within a week is flagged', () => {
  const ends = (endsAt: number) => nearEndOf({ authorization: { is: 'signed-in', at: 0, endsAt } }, 0)
  expect([ends(6 * DAY), ends(8 * DAY), ends(-1)]).toEqual([6 * DAY, null, -1])
  expect(nearEndOf({ authorization: { is: 'signed-in', at: 0 } }, 0)).toBeNull()
  expect(nearEndOf({ authorization: null }, 0)).toBeNull()
  expect([0, MINUTE, HOUR, 30 * HOUR, 2 * DAY, 6.9 * DAY].map(left => formatEnd(left, 0))).toEqual([
    'expired',
    'expires in less than an hour',
    'expires in 1 hour',
    'expires in 30 hours',
    'expires in 2 days',
    'expires in 6 days'
  ])
})

test('flows are counted in words', () => {
  expect([0, 1, 2].map(formatUsingFlows)).toEqual(['No flows', '1 flow', '2 flows'])
})

test('owners and members with access are named', () => {
  expect(formatOwner({ access: 'own', ownerName: 'Ada Example' })).toBe('You')
  expect(formatOwner({ access: 'shared', ownerName: 'Ada Example' })).toBe('Ada Example')
  expect(formatOwner({ access: 'other', ownerName: null })).toBe('Former member')
  const person = { with: 'person' as const, personId: 'bea' }
  expect(formatShareTarget({ target: person, name: 'Bea Example' })).toBe('Bea Example')
  expect(formatShareTarget({ target: person, name: null })).toBe('Former member')
  expect(formatShareTarget({ target: { with: 'role', role: 'maker' }, name: null })).toBe('All makers')
})

test('only the owner is advised to replace the values', () => {
  expect(formatReplaceAdvice('own', 'Replace its values.')).toBe('Replace its values.')
  for (const access of ['shared', 'other'] as const)
    expect(formatReplaceAdvice(access, 'Replace its values.')).toBe(
      'Ask the owner of the connection to replace the values.'
    )
})

test('only an admin is advised to hand a connection over', () => {
  expect(formatHandOverAdvice(true)).toBe('Hand the connection over to another member.')
  expect(formatHandOverAdvice(false)).toBe('Ask an admin to hand the connection over to another member.')
})
