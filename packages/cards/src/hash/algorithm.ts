import type { HashAlgorithm } from '@hookwright/engine'
import { z } from 'zod'

/** The hash algorithms that a card offers. MD5 and SHA-1 are there for services that still ask for them. */
export const Algorithm = z.enum(
  ['sha256', 'sha1', 'sha512', 'sha384', 'md5'],
  'The algorithm is one of sha256, sha1, sha512, sha384 and md5; choose one of them.'
) satisfies z.ZodType<HashAlgorithm>
