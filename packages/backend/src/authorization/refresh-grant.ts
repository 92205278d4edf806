import type { Authentication, CodeGrant, ConnectionValues } from '@hookwright/model'
import { findAgain, isFoundGrant, resolveFoundGrant } from './found-sign-in.ts'
import type { FoundSignIn, ResolvedCodeGrant } from './resolve-code-grant.ts'
import { refreshTokens, type TokenEffects, type TokenResult, type TokenSet } from './token-requests.ts'

/**
 * Result of a refresh: new tokens with their discovered sign-in, or a lost authorization. A loss contains the
 * reason as a sentence and the response of the service.
 */
export type RefreshResult =
  | { is: 'given'; tokens: TokenSet; found: FoundSignIn | undefined }
  | { is: 'lost'; reason: string; answer: string }

const readResult = (result: TokenResult, found: FoundSignIn | undefined): RefreshResult => {
  if (result.is === 'given') return { ...result, found }
  const reason = result.isClientUnknown
    ? 'The service no longer knows the client that Hookwright registered there. Reconnecting registers a new one.'
    : 'The service refused the refresh token.'
  return { is: 'lost', reason, answer: ` ${result.why.replace(/^it /, 'It ')}` }
}

/**
 * Refreshes the tokens of a connection. If its token URL was discovered and fails, discovers it again and
 * tries a changed URL once. Throws the errors of `refreshTokens`.
 */
export const refreshGrant = async (
  effects: TokenEffects,
  account: { authentication: Authentication; grant: CodeGrant; values: ConnectionValues },
  code: ResolvedCodeGrant,
  refresh: string
): Promise<RefreshResult> => {
  const { authentication, grant, values } = account
  const { found } = code
  try {
    return readResult(await refreshTokens(effects, code, grant, refresh), found)
  } catch (thrown) {
    if (found === undefined || !isFoundGrant(grant)) throw thrown
    const again = await findAgain(effects, found).catch(() => found)
    if (again === null) {
      const reason = 'The service now uses a different authorization server.'
      return { is: 'lost', reason, answer: '' }
    }
    if (again.tokenUrl === found.tokenUrl) throw thrown
    const moved = resolveFoundGrant(authentication, grant, values, again)
    return readResult(await refreshTokens(effects, moved, grant, refresh), again)
  }
}
