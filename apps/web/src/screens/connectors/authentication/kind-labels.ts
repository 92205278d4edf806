import type { AuthenticationKind } from './authentication-draft.ts'

/**
 * Labels of the authentication kinds, equal to those of comparisons. Duplicated for pages that do not load the engine.
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

/** Returns the label of a sign-in for its users, to whom the grant behind it does not matter. */
export const formatSignIn = (kind: AuthenticationKind): string =>
  kind === 'authorization-code' ? 'OAuth 2' : kindLabels[kind]
