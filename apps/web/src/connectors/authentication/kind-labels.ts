import type { AuthenticationKind } from './authentication-draft.ts'

/** What each kind of authentication is called. */
export const kindLabels: Record<AuthenticationKind, string> = {
  none: 'None',
  'api-key': 'API key in a header',
  basic: 'Basic',
  custom: 'Custom parameters'
}
