import { expect, test } from 'vitest'
import { refusalText } from './refusal.ts'

test('a signature without a matching key names the number of tried keys', () => {
  const sentence = (keys: number): string =>
    refusalText('bad-signature', { place: 'the header X-Signature', keys }).sentence
  expect(sentence(1)).toBe('The signature in the header X-Signature does not match the key.')
  expect(sentence(2)).toBe('The signature in the header X-Signature does not match any of the 2 keys.')
})

test('a mismatch of a signature over the URL names both URLs', () => {
  const facts = { place: 'the header X-Signature', ours: 'https://acme.example', theirs: 'acme.example' }
  expect(refusalText('bad-signature-of-url', { ...facts, keys: 1 }).sentence).toBe(
    'The signature in the header X-Signature, which covers the URL, does not match the key. It was checked for https://acme.example, but the request was sent to acme.example.'
  )
  expect(refusalText('bad-signature-of-url', { ...facts, keys: 3 }).sentence).toContain(
    'does not match any of the 3 keys.'
  )
})
