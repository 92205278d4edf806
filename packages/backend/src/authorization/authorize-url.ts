import type { ResolvedCodeGrant } from './resolve-code-grant.ts'

/** URL to which a browser goes to sign in at the service (RFC 6749, 4.1.1; RFC 7636, 4.3). */
export const authorizeUrlOf = (
  { authorizeUrl, clientId, scope, authorizeParameters }: ResolvedCodeGrant,
  { state, challenge, redirectUrl }: { state: string; challenge: string; redirectUrl: string }
): string => {
  const url = new URL(authorizeUrl)
  const parameters = {
    ...authorizeParameters,
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUrl,
    ...(scope !== '' && { scope }),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256'
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  url.hash = ''
  return url.href
}
