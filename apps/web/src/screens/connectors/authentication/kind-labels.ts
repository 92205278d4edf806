import type { AuthenticationKind } from './authentication-draft.ts'

/**
 * Labels of the authentication kinds. They equal the labels in version comparisons, which only load with the
 * engine.
 */
export const kindLabels: Record<AuthenticationKind, string> = {
  none: 'None',
  'api-key': 'API key in a header',
  basic: 'Basic',
  'client-credentials': 'OAuth 2 client credentials',
  'authorization-code': 'OAuth 2 authorization code',
  'jwt-bearer': 'OAuth 2 JWT bearer',
  custom: 'Custom parameters'
}

/** Returns the label of an authentication kind for users. The authorization code grant is just “OAuth 2”. */
export const formatSignIn = (kind: AuthenticationKind): string =>
  kind === 'authorization-code' ? 'OAuth 2' : kindLabels[kind]
