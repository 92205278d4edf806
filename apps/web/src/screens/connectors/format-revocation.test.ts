import { expect, test } from 'vitest'
import { formatDeletion, formatDeletionEffect, formatRevocation } from './format-revocation.ts'

const refused = { is: 'refused', why: 'The service did not revoke the access: it answered 503.' } as const

test('a deletion is announced with the revocation of its access where that is possible', () => {
  expect(formatDeletionEffect(false)).toBe('The values of the connection are deleted permanently.')
  expect(formatDeletionEffect(true)).toBe(
    'The access of the connection is revoked at the service, and its values are deleted permanently.'
  )
})

test('a deletion reports that the service refused to revoke', () => {
  expect(formatDeletion('Chat', { is: 'none' }).message).toBe('The connection “Chat” was deleted.')
  expect(formatDeletion('Chat', { is: 'revoked' })).toMatchObject({ isWarning: false })
  expect(formatDeletion('Chat', refused)).toEqual({
    message: 'The connection “Chat” was deleted. The service did not revoke the access: it answered 503.',
    isWarning: true
  })
})

test('a revocation reports its result', () => {
  expect(formatRevocation('Chat', { is: 'revoked' }).message).toBe(
    'The access of “Chat” was revoked at the service.'
  )
  expect(formatRevocation('Chat', { is: 'none' }).message).toContain('no access to revoke')
  expect(formatRevocation('Chat', refused)).toEqual({ message: refused.why, isWarning: true })
})
