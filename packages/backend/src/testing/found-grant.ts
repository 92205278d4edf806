import { type Authentication, type CodeGrant, literal, noAuthentication } from '@hookwright/model'
import type { FoundGrant } from '../authorization/found-sign-in.ts'

/** Grant whose URLs and client are found at the service. */
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

/** Authentication with that grant, at a service of this base URL. */
export const foundAuthentication = (baseUrl: string): Authentication => ({
  ...noAuthentication,
  kind: 'authorization-code',
  baseUrl: literal(baseUrl),
  code: foundGrant
})
