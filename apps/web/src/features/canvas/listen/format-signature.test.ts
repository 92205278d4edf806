import type { SignatureResult } from '@hookwright/model'
import { expect, test } from 'vitest'
import { formatSignatureResult } from './format-signature.ts'

test.each<[SignatureResult, string, boolean]>([
  [{ is: 'right', by: null }, 'The signature is valid.', false],
  [
    { is: 'right', by: 'Acme account' },
    'The signature is valid. It was made with the key of the test connection “Acme account”.',
    false
  ],
  [
    { is: 'wrong', why: 'The request has no signature in X-Signature.' },
    'The receiving rules would refuse this request. The request has no signature in X-Signature.',
    true
  ],
  [
    { is: 'unknown', why: 'Add a test connection.' },
    'The signature could not be verified. Add a test connection.',
    true
  ],
  [{ is: 'not-asked' }, 'The receiving rules require no signature.', false]
])('the signature check %j is described in a sentence', (signature, says, needsAttention) => {
  expect(formatSignatureResult(signature)).toEqual({ says, needsAttention })
})
