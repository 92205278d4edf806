import type { AuthenticationKind } from './authentication-draft.ts'

/** What each kind of authentication is called, as in comparisons; said here for pages that load no engine. */
export const kindLabels: Record<AuthenticationKind, string> = {
  none: 'None',
  'api-key': 'API key in a header',
  basic: 'Basic',
  'client-credentials': 'OAuth 2 client credentials',
  custom: 'Custom parameters'
}
