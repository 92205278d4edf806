import { DAY } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatDaysLeft, formatItem } from './format-bin.ts'

test('counts the remaining days down to one', () => {
  expect(formatDaysLeft(0, 0)).toBe('30 days left')
  expect(formatDaysLeft(0, 0.5 * DAY)).toBe('30 days left')
  expect(formatDaysLeft(0, 29.5 * DAY)).toBe('1 day left')
  expect(formatDaysLeft(0, 31 * DAY)).toBe('1 day left')
})

test('names the kind of an item', () => {
  const about = { id: '1', name: 'A', deletedAt: 0, byName: null }
  const branding = { logo: null, accent: '#000000', docsUrl: null }
  expect(formatItem({ ...about, kind: 'flow', ownerId: 'ann', connector: null })).toBe('Flow')
  const connector = { id: '2', name: 'Acme HR' }
  expect(formatItem({ ...about, kind: 'flow', ownerId: 'ann', connector })).toBe('Flow of Acme HR')
  expect(formatItem({ ...about, kind: 'connector', branding, flows: 1, versions: 2 })).toBe(
    'Connector · 1 flow, 2 versions'
  )
})
