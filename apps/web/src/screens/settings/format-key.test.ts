import { DAY } from '@hookwright/model'
import { expect, test } from 'vitest'
import type { ListedKey } from './api-types.ts'
import { expiryOf, formatKeyTimes, formatScope, formatToken, keyRolesOf } from './format-key.ts'

const now = Date.UTC(2026, 10, 24, 12)

const key: ListedKey = {
  id: '01900000-0000-7000-8000-000000000001',
  ownerId: 'ada',
  ownerName: 'Ada Example',
  name: 'Deploy',
  role: 'maker',
  connectorIds: null,
  last4: 'x9_Q',
  createdAt: now,
  expiresAt: now + 30 * DAY,
  lastUsedAt: null,
  revokedAt: null
}

test('a key expires after a number of days, or at the end of a date', () => {
  expect(expiryOf('90', '', now)).toBe(now + 90 * DAY)
  const end = expiryOf('date', '2026-12-24', now)
  expect(new Date(end ?? 0).getDate()).toBe(24)
  expect(new Date((end ?? 0) + 1).getDate()).toBe(25)
  for (const date of ['', 'soon', '2026-13-40']) expect(expiryOf('date', date, now)).toBeNull()
})

test('a member may give a key no higher role than their own', () => {
  expect(keyRolesOf('user').map(({ label }) => label)).toEqual(['Viewer', 'User'])
  expect(keyRolesOf('admin')).toHaveLength(4)
})

test('a key with the role viewer shows only the flows of its owner', () => {
  for (const role of ['user', 'maker'] as const) {
    expect(keyRolesOf(role)[0]?.hint).toBe('Sees your flows and their status, but no event data.')
  }
  expect(keyRolesOf('admin')[0]?.hint).toBe('Sees all flows and their status, but no event data.')
})

test('a key shows its scope, its expiry and its last use', () => {
  expect(formatToken(key)).toBe('hwk_…x9_Q')
  expect(formatScope(key, new Map())).toBe('All connectors')
  const names = new Map([['a', 'Acme HR']])
  expect(formatScope({ connectorIds: ['a', 'b'] }, names)).toBe('Acme HR and 1 deleted connector')
  expect(formatKeyTimes(key, now)).toEqual({ end: 'Expires 24 Dec 2026', use: 'Never used' })
  expect(formatKeyTimes({ ...key, lastUsedAt: now - 120_000 }, now).use).toBe('Last used 2 min ago')
  expect(formatKeyTimes({ ...key, revokedAt: now }, now).end).toBe('Revoked 24 Nov 2026')
  expect(formatKeyTimes(key, now + 31 * DAY).end).toBe('Expired 24 Dec 2026')
})
