import type { HttpResponse } from '@hookwright/engine'
import { fittingScopes } from './find-resource.ts'
import { loadLibrary } from './token-requests.ts'

/** Placeholder address for the library's challenge parser. No request is sent to it. */
const NOWHERE = new URL('https://challenge.invalid')

/** Pattern of a valid scope (RFC 6749, 3.3). */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/

const listed = (scopes = ''): string[] => scopes.split(' ').filter(scope => SCOPE.test(scope))

/** Joins lists of scopes without duplicates, up to the length that fits into a URL. */
export const joinScopes = (...lists: (string | undefined)[]): string =>
  fittingScopes([...new Set(lists.flatMap(listed))]).join(' ')

/** Returns the scopes of the first list that are in none of the others. */
export const scopesWithout = (scopes: readonly string[], ...lists: (string | undefined)[]): string[] => {
  const had = new Set(lists.flatMap(listed))
  return scopes.filter(scope => !had.has(scope))
}

/**
 * Returns the scopes that a service requires and the token lacks (RFC 6750, 3.1). Null for any other
 * response.
 */
export const missingScopesIn = async ({ status, headers }: HttpResponse): Promise<string[] | null> => {
  const challenge = headers['www-authenticate']
  if (status !== 403 || challenge?.includes('insufficient_scope') !== true) return null
  const library = await loadLibrary()
  const response = new Response(null, { status, headers: { 'www-authenticate': challenge } })
  const thrown: unknown = await library
    .protectedResourceRequest('none', 'GET', NOWHERE, new Headers(), null, {
      [library.customFetch]: async () => response
    })
    .catch((thrown: unknown) => thrown)
  if (!(thrown instanceof library.WWWAuthenticateChallengeError)) return null
  const bearer = thrown.cause.find(({ scheme }) => scheme === 'bearer')?.parameters
  if (bearer?.error !== 'insufficient_scope') return null
  return fittingScopes([...new Set(listed(bearer.scope))])
}
