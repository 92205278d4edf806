import { expect, test } from 'vitest'
import { formatCopied, formatSigningNote } from './format-signature.ts'

test('a copied command says how long its signature holds', () => {
  const after = (seconds: number | null) => formatCopied({ is: 'signed', seconds, hides: false })
  expect(after(300)).toMatch(/is valid for 5 minutes; copy it again/)
  expect(after(60)).toMatch(/is valid for 1 minute;/)
  expect(after(90)).toMatch(/is valid for 90 seconds;/)
  expect(after(7_200)).toMatch(/is valid for 2 hours;/)
  expect(after(null)).toMatch(/until the key changes/)
})

test('a secret that is no signature has to be written by hand', () => {
  expect(formatCopied({ is: 'signed', seconds: null, hides: true })).toMatch(/YOUR-SECRET/)
  expect(formatSigningNote({ is: 'signed', seconds: null, hides: true })).toMatch(/never shown/)
})

test('what cannot be signed says why, before and after', () => {
  const signature = { is: 'not', why: 'its key is elsewhere; look there' } as const
  expect(formatSigningNote(signature)).toMatch(
    /cannot be signed: its key is elsewhere; look there\. The event card/
  )
  expect(formatCopied(signature)).toMatch(/It is not signed: its key is elsewhere; look there\.$/)
})

test('of a card that takes anything nothing is said', () => {
  expect(formatSigningNote({ is: 'unsigned' })).toBeNull()
  expect(formatSigningNote(null)).toBeNull()
  expect(formatCopied({ is: 'unsigned' })).toBe(
    'The curl command was copied. It contains the full Event URL.'
  )
})
