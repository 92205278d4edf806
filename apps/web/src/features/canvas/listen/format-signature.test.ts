import type { HeardSignature } from '@hookwright/model'
import { expect, test } from 'vitest'
import { sayHeardSignature } from './format-signature.ts'

test.each<[HeardSignature, string, boolean]>([
  [{ is: 'right', by: null }, 'Its signature is right.', false],
  [
    { is: 'right', by: 'Acme account' },
    'Its signature is right; the key of the test connection “Acme account” made it.',
    false
  ],
  [
    { is: 'wrong', why: 'The request has no signature in X-Signature.' },
    'The rules of the card would refuse it. The request has no signature in X-Signature.',
    true
  ],
  [
    { is: 'unknown', why: 'Add a test connection.' },
    'Whether its signature is right is not known. Add a test connection.',
    true
  ],
  [{ is: 'not-asked' }, 'No signature was asked for.', false]
])('%j is said as a sentence', (signature, says, isWorthALook) => {
  expect(sayHeardSignature(signature)).toEqual({ says, isWorthALook })
})
