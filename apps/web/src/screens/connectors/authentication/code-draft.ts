import {
  type Authentication,
  type Binding,
  type CodeGrant,
  literal,
  type Scope,
  soleFieldOf
} from '@hookwright/model'
import { type Named, printTemplate } from './template.ts'

/** Form values of a scope. */
export interface ScopeDraft extends Scope {
  id: string
}

/** Additional parameter of a request; its value is a template over the fields. */
export interface CodeParameterDraft {
  id: string
  name: string
  value: string
}

/** Form values of the authorization code grant. URLs are templates over the fields. */
export interface CodeDraft {
  ownership: CodeGrant['client']['ownership']
  /**
   * Client ID of the maker's OAuth client. `clientSecret` is saved separately and never returned; empty keeps
   * the stored secret.
   */
  clientId: string
  clientSecret: string
  /** Connection field with the client ID, if each connection has its own client. */
  idField: string
  secretField: string
  /** Address at which the sign-in URLs of the service are discovered; empty for the base URL. */
  resource: string
  authorizeUrl: string
  tokenUrl: string
  refreshUrl: string
  revokeUrl: string
  issuer: string
  sendAs: CodeGrant['sendAs']
  scopes: ScopeDraft[]
  separator: CodeGrant['separator']
  authorizeParameters: CodeParameterDraft[]
  tokenParameters: CodeParameterDraft[]
  tokenPath: string
  anyTokenType: boolean
  /** Duration in seconds, as typed. */
  lifetime: string
  refreshes: boolean
}

const blankGrant: CodeGrant = {
  authorizeUrl: literal(''),
  tokenUrl: literal(''),
  issuer: '',
  client: { ownership: 'maker', clientId: '' },
  sendAs: 'header',
  scopes: [],
  separator: ' ',
  authorizeParameters: {},
  tokenParameters: {},
  tokenPath: '',
  anyTokenType: false,
  lifetime: null,
  refreshes: true
}

const parametersOf = (
  parameters: Record<string, Binding>,
  prefix: string,
  named: readonly Named[]
): CodeParameterDraft[] =>
  Object.entries(parameters).map(([name, value], index) => ({
    id: `${prefix}${index + 1}`,
    name,
    value: printTemplate(value, named)
  }))

/**
 * Returns the form values for an authentication's code grant. Other kinds of authentication get blank values.
 */
export const codeDraftOf = ({ code = blankGrant, fields }: Authentication): CodeDraft => {
  const { client, lifetime, issuer, sendAs, separator, tokenPath, anyTokenType, refreshes } = code
  return {
    ownership: client.ownership,
    clientId: client.ownership === 'maker' ? client.clientId : '',
    clientSecret: '',
    idField: client.ownership === 'customer' ? (soleFieldOf(client.clientId) ?? '') : '',
    secretField: client.ownership === 'customer' ? (soleFieldOf(client.clientSecret) ?? '') : '',
    resource: client.ownership === 'found' ? printTemplate(client.resource, fields) : '',
    authorizeUrl: printTemplate(code.authorizeUrl, fields),
    tokenUrl: printTemplate(code.tokenUrl, fields),
    refreshUrl: code.refreshUrl === undefined ? '' : printTemplate(code.refreshUrl, fields),
    revokeUrl: code.revokeUrl === undefined ? '' : printTemplate(code.revokeUrl, fields),
    ...{ issuer, sendAs, separator, tokenPath, anyTokenType, refreshes },
    scopes: code.scopes.map((scope, index) => ({ ...scope, id: `s${index + 1}` })),
    authorizeParameters: parametersOf(code.authorizeParameters, 'a', fields),
    tokenParameters: parametersOf(code.tokenParameters, 't', fields),
    lifetime: lifetime === null ? '' : String(lifetime)
  }
}

/** Applies a function to every template of a code grant draft, for example to rename a field in them. */
export const mapCodeTemplates = (code: CodeDraft, follow: (typed: string) => string): CodeDraft => {
  const inEach = (parameters: CodeParameterDraft[]) =>
    parameters.map(parameter => ({ ...parameter, value: follow(parameter.value) }))
  return {
    ...code,
    resource: follow(code.resource),
    authorizeUrl: follow(code.authorizeUrl),
    tokenUrl: follow(code.tokenUrl),
    refreshUrl: follow(code.refreshUrl),
    revokeUrl: follow(code.revokeUrl),
    authorizeParameters: inEach(code.authorizeParameters),
    tokenParameters: inEach(code.tokenParameters)
  }
}
