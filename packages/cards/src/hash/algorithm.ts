import type { HashAlgorithm, Setting } from '@hookwright/engine'
import { z } from 'zod'

/** The hash algorithms that a card offers. MD5 and SHA-1 are there for services that still ask for them. */
export const Algorithm = z.enum(
  ['sha256', 'sha1', 'sha512', 'sha384', 'md5'],
  'The algorithm is one of sha256, sha1, sha512, sha384 and md5; choose one of them.'
) satisfies z.ZodType<HashAlgorithm>

/** The setting of a card that has an algorithm; the key is a key of its config. */
export const algorithmSetting = {
  kind: 'choice',
  key: 'algorithm',
  label: 'Algorithm',
  choices: [
    { value: 'sha256', label: 'SHA-256' },
    { value: 'sha512', label: 'SHA-512' },
    { value: 'sha384', label: 'SHA-384' },
    { value: 'sha1', label: 'SHA-1' },
    { value: 'md5', label: 'MD5' }
  ]
} satisfies Setting
