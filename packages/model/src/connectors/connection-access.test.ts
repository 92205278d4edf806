import { expect, test } from 'vitest'
import { accessDenied, type ShareTarget } from './connection-access.ts'

const shared = (...targets: ShareTarget[]) => ({
  ownerId: 'ann',
  ownerRemoved: false,
  shares: targets.map(target => ({ target }))
})
const bea = { id: 'bea', role: 'user' as const }
const beas: ShareTarget = { with: 'person', personId: 'bea' }

test.each([
  ['its owner', shared(), { id: 'ann', role: 'user' as const }, null],
  ['an owner without a role', shared(), { id: 'ann', role: null }, null],
  ['nobody else', shared(), bea, 'not-shared'],
  ['a member by name', shared(beas), bea, null],
  ['a removed member by name', shared(beas), { id: 'bea', role: null }, null],
  ['a role', shared({ with: 'role', role: 'user' }), bea, null],
  ['no other role', shared({ with: 'role', role: 'maker' }), bea, 'not-shared'],
  ['not even an admin', shared(beas), { id: 'zoe', role: 'admin' as const }, 'not-shared'],
  ['nobody after its owner was removed', { ...shared(beas), ownerRemoved: true }, bea, 'owner-removed']
])('a connection can be used by %s', (_, access, subject, denied) => {
  expect(accessDenied(access, subject)).toBe(denied)
})
