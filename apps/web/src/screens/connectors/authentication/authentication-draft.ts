import {
  ACCESS_TOKEN,
  type Authentication,
  type Binding,
  CONNECTION_CARD,
  type ConfigSource,
  type ConnectionField,
  FIRST_METHOD,
  type Placement,
  pill,
  soleFieldOf,
  type TokenGrant,
  text
} from '@hookwright/model'
import { type AssertionDraft, assertionDraftOf } from './assertion-draft.ts'
import { type CodeDraft, codeDraftOf } from './code-draft.ts'
import { type Named, printTemplate } from './template.ts'

export type AuthenticationKind = Authentication['kind']

/** Form values of a connection field; dropdown rows are lines of `display = value`. */
export interface FieldDraft {
  id: string
  label: string
  entry: ConnectionField['entry']
  required: boolean
  help: string
  rows: string
  initial: string
  /** Source of the field's value: the user (`entered`) or, for a configuration value, the connector. */
  source: 'entered' | ConfigSource['from']
  fixedValue: string
  /** Helper flow that returns the value; empty for none. */
  flowId: string
  /** True for a configuration value that is shown in the connection form. */
  shown: boolean
}

/** Parameter that is added to each request. */
export interface ParameterDraft {
  id: string
  place: 'header' | 'query'
  name: string
  /** Template over the fields. */
  value: string
}

/** Additional parameter of the access token request. */
export interface TokenParameterDraft {
  id: string
  name: string
  /** Template over the fields. */
  value: string
}

/** Form values of the access token request. */
export interface TokenDraft {
  idField: string
  secretField: string
  url: string
  scope: string
  sendAs: TokenGrant['sendAs']
  parameters: TokenParameterDraft[]
}

/**
 * Form values of an authentication. The values of all kinds are stored, so that changing the kind back and forth loses
 * nothing.
 */
export interface AuthenticationDraft {
  /** Prefix of the ids of new fields, so that the methods of a connector have different fields. */
  fieldPrefix: string
  kind: AuthenticationKind
  fields: FieldDraft[]
  /** Template over the fields. */
  baseUrl: string
  allowedHosts: string[]
  /** Settings of an API key: the name of its header, the text before the key, and the field with the key. */
  header: { name: string; prefix: string; fieldId: string }
  /** Basic: the fields with user name and password. */
  basic: { usernameId: string; passwordId: string }
  /** Access token request of the kinds client credentials and JWT bearer. JWT bearer has no client fields. */
  token: TokenDraft
  /** Assertion of JWT bearer. */
  assertion: AssertionDraft
  /** Settings of the authorization code grant. */
  code: CodeDraft
  /**
   * Position of the access token on requests. It cannot be edited, but some services require their own
   * header.
   */
  tokenPlacement: Placement
  parameters: ParameterDraft[]
}

const rowsOf = (field: ConnectionField): string =>
  (field.rows ?? [])
    .map(({ display, value }) => (display === value ? display : `${display} = ${value}`))
    .join('\n')

const fieldDraftOf = (field: ConnectionField): FieldDraft => ({
  id: field.id,
  label: field.label,
  entry: field.entry,
  required: field.required,
  rows: rowsOf(field),
  help: field.help ?? '',
  initial: field.initial ?? '',
  source: field.source?.from ?? 'entered',
  fixedValue: field.source?.from === 'fixed' ? field.source.value : '',
  flowId: field.source?.from === 'helper' ? field.source.flowId : '',
  shown: field.source?.shown ?? true
})

/**
 * Splits the value of a header into a fixed prefix and a field, such as “Bearer ” and the API key. Null for a
 * value of any other form.
 */
const keyOf = (value: Binding): { prefix: string; fieldId: string } | null => {
  const alone = soleFieldOf(value)
  if (alone !== null) return { prefix: '', fieldId: alone }
  if (value.kind !== 'text') return null
  const [prefix, key, ...more] = value.parts
  const fits = typeof prefix === 'string' && typeof key === 'object' && more.length === 0
  return fits ? { prefix, fieldId: key.field } : null
}

const fieldIn = (binding: Binding | undefined): string =>
  binding === undefined ? '' : (soleFieldOf(binding) ?? '')

const tokenDraftOf = ({ token, fields }: Authentication): TokenDraft => ({
  idField: fieldIn(token?.clientId),
  secretField: fieldIn(token?.clientSecret),
  url: token === undefined ? '' : printTemplate(token.url, fields),
  scope: token === undefined ? '' : printTemplate(token.scope, fields),
  sendAs: token === undefined || token.sendAs === 'none' ? 'header' : token.sendAs,
  parameters: Object.entries(token?.parameters ?? {}).map(([name, value], index) => ({
    id: `t${index + 1}`,
    name,
    value: printTemplate(value, fields)
  }))
})

const parametersOf = (authentication: Authentication, named: readonly Named[]): ParameterDraft[] => {
  const { placement } = authentication
  if (placement.kind === 'header') {
    return [{ id: 'p1', place: 'header', name: placement.name, value: printTemplate(placement.value, named) }]
  }
  if (placement.kind !== 'parameters') return []
  const list = (place: 'header' | 'query', values: Record<string, Binding>) =>
    Object.entries(values).map(([name, value]) => ({ place, name, value: printTemplate(value, named) }))
  return [...list('header', placement.headers), ...list('query', placement.query)].map(
    (parameter, index) => ({
      ...parameter,
      id: `p${index + 1}`
    })
  )
}

const bearerToken: Placement = {
  kind: 'header',
  name: 'Authorization',
  value: text('Bearer ', pill(CONNECTION_CARD, ACCESS_TOKEN))
}

const takesToken = ({ token, code }: Authentication): boolean => token !== undefined || code !== undefined

/**
 * Returns the form values for an authentication. A header with more than a prefix and a key becomes custom
 * parameters.
 */
export const authenticationDraftOf = (authentication: Authentication): AuthenticationDraft => {
  const { fields, placement, baseUrl, allowedHosts } = authentication
  const key = placement.kind === 'header' ? keyOf(placement.value) : null
  const kind = authentication.kind === 'api-key' && key === null ? 'custom' : authentication.kind
  const { id = FIRST_METHOD } = authentication
  return {
    fieldPrefix: id === FIRST_METHOD ? '' : `${id}_`,
    kind,
    fields: fields.map(fieldDraftOf),
    baseUrl: printTemplate(baseUrl, fields),
    allowedHosts,
    header: {
      name: placement.kind === 'header' ? placement.name : 'Authorization',
      prefix: key === null ? 'Bearer ' : key.prefix,
      fieldId: key?.fieldId ?? ''
    },
    basic: {
      usernameId: placement.kind === 'basic' ? fieldIn(placement.username) : '',
      passwordId: placement.kind === 'basic' ? fieldIn(placement.password) : ''
    },
    token: tokenDraftOf(authentication),
    assertion: assertionDraftOf(authentication),
    code: codeDraftOf(authentication),
    tokenPlacement: takesToken(authentication) ? placement : bearerToken,
    parameters: kind === 'custom' ? parametersOf(authentication, fields) : []
  }
}
