import { randomBytes } from 'node:crypto'
import { blankReceiving, type KeySource, type Receiving } from '@hookwright/model'
import { expect, test } from 'vitest'
import { newSigningSecret } from './signing-secret.ts'

const rules = (source: Omit<Extract<KeySource, { from: 'generated' }>, 'from'>): Receiving => ({
  ...blankReceiving,
  verify: [
    {
      id: 'sign',
      algorithm: 'hmac-sha256',
      key: { from: 'generated', ...source },
      content: '{body}',
      signature: { from: 'header', name: 'x-signature', split: '', prefix: '', encoding: 'hex' },
      time: null,
      also: []
    }
  ]
})

const made = (source: Omit<Extract<KeySource, { from: 'generated' }>, 'from'>): string =>
  newSigningSecret({ randomBytes }, rules(source))

// review: services 7
test('a generated key has the length and the alphabet of the rules', () => {
  for (const length of [6, 40, 128]) {
    expect(made({ decode: 'text', length })).toMatch(new RegExp(`^[0-9a-f]{${length}}$`))
    expect(made({ decode: 'text', length, alphabet: 'base64url' })).toMatch(
      new RegExp(`^[A-Za-z0-9_-]{${length}}$`)
    )
    expect(made({ decode: 'text', length, alphabet: 'alphanumeric' })).toMatch(
      new RegExp(`^[A-Za-z0-9]{${length}}$`)
    )
  }
  const letters = new Set(
    Array.from({ length: 60 }, () => made({ decode: 'text', alphabet: 'alphanumeric' })).join('')
  )
  expect(letters.size).toBe(62)
})

test('a generated key is 64 hex digits, or bytes in the notation of the rules, by default', () => {
  expect(made({ decode: 'text' })).toMatch(/^[0-9a-f]{64}$/)
  expect(made({ decode: 'hex' })).toMatch(/^[0-9a-f]{64}$/)
  expect(made({ decode: 'base64' })).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  expect(made({ decode: 'whsec', length: 6 })).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
})

test('two generated keys are never the same', () => {
  expect(made({ decode: 'text', length: 40, alphabet: 'alphanumeric' })).not.toBe(
    made({ decode: 'text', length: 40, alphabet: 'alphanumeric' })
  )
})
