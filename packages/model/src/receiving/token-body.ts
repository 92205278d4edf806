import { textOf } from '../kernel/text-bytes.ts'
import type { Arriving } from './arriving.ts'
import { claimsIn } from './jwt.ts'
import type { Receiving } from './receiving.ts'
import type { Rules } from './rules.ts'
import type { Matched } from './verify.ts'

/** Content type that makes the flow parse a body as the claims of a JSON Web Token (RFC 7519, 10.3.1). */
const TOKEN_TYPE = 'application/jwt'

/**
 * Returns the content type that decides how an accepted event is parsed. A token is parsed into its claims.
 */
export const contentTypeOf = (rules: Rules, matched: Matched | null, contentType: string): string =>
  rules.takesTokens &&
  rules.schemes.some(({ scheme }) => scheme.id === matched?.scheme && scheme.signature.from === 'body')
    ? TOKEN_TYPE
    : contentType

/** Returns the content type of a request captured for testing. Its signature may be invalid. */
export const capturedContentType = (
  { verify }: Receiving,
  { body }: Pick<Arriving, 'body'>,
  contentType: string
): string =>
  verify.some(({ signature }) => signature.from === 'body') && claimsIn(textOf(body) ?? '') !== null
    ? TOKEN_TYPE
    : contentType
