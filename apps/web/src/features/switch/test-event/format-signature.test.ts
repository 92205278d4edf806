import { expect, test } from 'vitest'
import { formatCopied, formatSigningNote } from './format-signature.ts'

test('a copied command shows how long its signature is valid', () => {
  const after = (seconds: number | null) => formatCopied({ is: 'signed', seconds, hides: false })
  expect(after(300)).toMatch(/is valid for 5 minutes; copy it again/)
  expect(after(60)).toMatch(/is valid for 1 minute;/)
  expect(after(90)).toMatch(/is valid for 90 seconds;/)
  expect(after(7_200)).toMatch(/is valid for 2 hours;/)
  expect(after(null)).toMatch(/until the key changes/)
})

test('a command with a secret has a placeholder for it', () => {
  expect(formatCopied({ is: 'signed', seconds: null, hides: true })).toMatch(/YOUR-SECRET/)
  expect(formatSigningNote({ is: 'signed', seconds: null, hides: true })).toMatch(/never shown/)
})

test('a command that cannot be signed gives the reason, before and after copying', () => {
  const signature = { is: 'not', why: 'its key is elsewhere; look there' } as const
  expect(formatSigningNote(signature)).toMatch(
    /cannot be signed: its key is elsewhere; look there\. The event card/
  )
  expect(formatCopied(signature)).toMatch(/It is not signed: its key is elsewhere; look there\.$/)
})

test('a command without a signature has no note', () => {
  expect(formatSigningNote({ is: 'unsigned' })).toBeNull()
  expect(formatSigningNote(null)).toBeNull()
  expect(formatCopied({ is: 'unsigned' })).toBe(
    'The curl command was copied. It contains the full Event URL.'
  )
})
