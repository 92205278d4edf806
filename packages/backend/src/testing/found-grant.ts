import { type Authentication, type CodeGrant, literal, noAuthentication } from '@hookwright/model'
import type { FoundGrant } from '../authorization/found-sign-in.ts'

/** Authorization code grant (OAuth 2.0) whose URLs and client are discovered at the service. */
export const foundGrant: CodeGrant & FoundGrant = {
  authorizeUrl: literal(''),
  tokenUrl: literal(''),
  issuer: '',
  client: { ownership: 'found', resource: literal('') },
  sendAs: 'none',
  scopes: [],
  separator: ' ',
  authorizeParameters: {},
  tokenParameters: {},
  tokenPath: '',
  anyTokenType: false,
  lifetime: null,
  refreshes: true
}

/** Returns an authentication with the discovered grant, for a service with this base URL. */
export const foundAuthentication = (baseUrl: string): Authentication => ({
  ...noAuthentication,
  kind: 'authorization-code',
  baseUrl: literal(baseUrl),
  code: foundGrant
})
