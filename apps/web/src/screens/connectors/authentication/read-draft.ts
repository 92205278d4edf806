import {
  AllowedHost,
  Authentication,
  type Binding,
  CONNECTION_CARD,
  type ConfigSource,
  type ConnectionField,
  FieldLabel,
  literal,
  type Placement,
  pill,
  type TokenGrant,
  TokenParameter
} from '@hookwright/model'
import { assertionOf, validateAssertion } from './assertion-draft.ts'
import type { AuthenticationDraft, FieldDraft, ParameterDraft } from './authentication-draft.ts'
import { ownFieldIds } from './change-draft.ts'
import { codeGrantOf, validateCodeGrant } from './read-code-draft.ts'
import { readTemplate } from './template.ts'

/** Error messages of the authentication form as sentences, by the key of the input field. */
export type FieldErrors = Record<string, string>

/**
 * Names of the form's input fields: `field.ID.label` is the label of a connection field. The form stores each
 * error under the name of its field.
 */
export const placeOf = {
  kind: 'kind',
  baseUrl: 'baseUrl',
  headerName: 'headerName',
  tokenUrl: 'token.url',
  tokenScope: 'token.scope',
  tokenName: (id: string): string => `token.${id}.name`,
  tokenValue: (id: string): string => `token.${id}.value`,
  host: (index: number): string => `host.${index}`,
  fieldLabel: (id: string): string => `field.${id}.label`,
  fieldFlow: (id: string): string => `field.${id}.flow`,
  fieldRows: (id: string): string => `field.${id}.rows`,
  parameterName: (id: string): string => `parameter.${id}.name`,
  parameterValue: (id: string): string => `parameter.${id}.value`
}

const headerName = /^[A-Za-z0-9_-]{1,100}$/

/** Parses the rows of a dropdown, one per line: `display = value`, or one text for both. */
const readRows = (typed: string): { display: string; value: string }[] =>
  typed
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const [display = '', ...rest] = line.split('=')
      const value = rest.join('=').trim()
      return rest.length === 0 ? { display: line, value: line } : { display: display.trim(), value }
    })

const fieldErrorsOf = (field: FieldDraft, all: readonly FieldDraft[]): FieldErrors => {
  const place = placeOf.fieldLabel(field.id)
  if (field.label === '') return { [place]: 'Enter a label.' }
  const read = FieldLabel.safeParse(field.label)
  if (!read.success) return { [place]: read.error.issues[0]?.message ?? '' }
  const twice = all.some(
    other => other.id !== field.id && other.label.toLowerCase() === field.label.toLowerCase()
  )
  if (twice) return { [place]: `Two fields are named “${field.label}”. Change one of the labels.` }
  if (field.source === 'helper' && field.flowId === '') {
    return { [placeOf.fieldFlow(field.id)]: 'Choose the helper flow that returns the value.' }
  }
  if (field.entry === 'dropdown' && readRows(field.rows).length === 0) {
    return { [placeOf.fieldRows(field.id)]: 'Enter at least one option, one per line.' }
  }
  return {}
}

const parameterErrorOf = (parameter: ParameterDraft, draft: AuthenticationDraft): FieldErrors => {
  const errors: FieldErrors = {}
  const { id, place, name } = parameter
  const alike = (other: string): boolean =>
    place === 'header' ? other.toLowerCase() === name.toLowerCase() : other === name
  if (name === '') errors[placeOf.parameterName(id)] = 'Enter a name.'
  else if (place === 'header' && !headerName.test(name)) {
    errors[placeOf.parameterName(id)] = 'A header name can only contain letters, digits and hyphens.'
  } else if (draft.parameters.some(other => other.id !== id && other.place === place && alike(other.name))) {
    errors[placeOf.parameterName(id)] = `Two parameters are named “${name}”. Rename one of them.`
  }
  const value = readTemplate(parameter.value, draft.fields)
  if (!value.ok) errors[placeOf.parameterValue(id)] = value.error
  return errors
}

const validateBaseUrl = (draft: AuthenticationDraft): string | null => {
  const read = readTemplate(draft.baseUrl, draft.fields)
  if (!read.ok) return read.error
  const plain = draft.baseUrl.replace(/\{[^{}]+\}/g, 'x')
  if (plain === '' || /^https?:\/\/[^\s/]+/.test(plain)) return null
  // A field may hold the whole address.
  return draft.baseUrl.startsWith('{')
    ? null
    : 'Enter a URL that begins with https:// or http://, such as https://api.example.com.'
}

const tokenParameterErrorsOf = ({ token, fields }: AuthenticationDraft): FieldErrors => {
  const errors: FieldErrors = {}
  for (const { id, name, value } of token.parameters) {
    const read = TokenParameter.safeParse(name)
    const template = readTemplate(value, fields)
    if (name === '') errors[placeOf.tokenName(id)] = 'Enter a name, such as audience.'
    else if (!read.success) errors[placeOf.tokenName(id)] = read.error.issues[0]?.message ?? ''
    else if (token.parameters.some(other => other.id !== id && other.name === name)) {
      errors[placeOf.tokenName(id)] = `Two parameters are named “${name}”. Rename one of them.`
    }
    if (!template.ok) errors[placeOf.tokenValue(id)] = template.error
  }
  return errors
}

const tokenErrorsOf = (draft: AuthenticationDraft): FieldErrors => {
  if (draft.kind !== 'client-credentials' && draft.kind !== 'jwt-bearer') return {}
  const { token, fields, baseUrl } = draft
  const errors = tokenParameterErrorsOf(draft)
  const [url, scope] = [readTemplate(token.url, fields), readTemplate(token.scope, fields)]
  const isPath = token.url.startsWith('/')
  if (!url.ok) errors[placeOf.tokenUrl] = url.error
  else if (token.url === '') {
    errors[placeOf.tokenUrl] =
      'Enter the token URL of the service, such as https://login.example.com/oauth/token.'
  } else if (isPath && baseUrl === '') {
    errors[placeOf.tokenUrl] = 'A path requires a base URL, but no base URL is set. Enter a full URL.'
  } else if (!isPath && !/^(https?:\/\/|\{)/.test(token.url)) {
    errors[placeOf.tokenUrl] =
      'Enter a URL that begins with https:// or http://, or a path that begins with / and is appended to the base URL.'
  }
  if (!scope.ok) errors[placeOf.tokenScope] = scope.error
  return errors
}

const kindErrorsOf = (draft: AuthenticationDraft): FieldErrors =>
  ownFieldIds(draft).every(id => draft.fields.some(field => field.id === id))
    ? {}
    : {
        [placeOf.kind]:
          'A required field of this authentication type is missing. To restore the field, choose another type and then this type again.'
      }

/** Returns the errors of a draft, by field; empty when it can be saved. */
export const validateAuthentication = (draft: AuthenticationDraft): FieldErrors => {
  const baseUrl = validateBaseUrl(draft)
  return Object.assign(
    {},
    kindErrorsOf(draft),
    baseUrl === null ? {} : { [placeOf.baseUrl]: baseUrl },
    draft.kind === 'api-key' && !headerName.test(draft.header.name)
      ? {
          [placeOf.headerName]:
            'A header name can only contain letters, digits and hyphens, such as Authorization.'
        }
      : {},
    tokenErrorsOf(draft),
    validateCodeGrant(draft),
    validateAssertion(draft),
    ...draft.fields.map(field => fieldErrorsOf(field, draft.fields)),
    ...(draft.kind === 'custom' ? draft.parameters.map(parameter => parameterErrorOf(parameter, draft)) : []),
    ...draft.allowedHosts.map((host, index) => {
      const read = AllowedHost.safeParse(host)
      return read.success ? {} : { [placeOf.host(index)]: read.error.issues[0]?.message ?? '' }
    })
  )
}

const sourceOf = ({ source, fixedValue, flowId, shown }: FieldDraft): ConfigSource | null => {
  switch (source) {
    case 'entered':
      return null
    case 'fixed':
      return { from: source, value: fixedValue, shown }
    case 'helper':
      return { from: source, flowId, shown }
  }
}

const fieldOf = (draft: FieldDraft): ConnectionField => {
  const source = sourceOf(draft)
  return {
    id: draft.id,
    label: draft.label,
    entry: draft.entry,
    required: draft.required,
    ...(draft.help.trim() !== '' && { help: draft.help.trim() }),
    ...(draft.entry === 'dropdown' && { rows: readRows(draft.rows) }),
    ...(draft.initial !== '' && draft.entry !== 'password' && { initial: draft.initial }),
    ...(source !== null && { source })
  }
}

const bind = (typed: string, draft: AuthenticationDraft): Binding => {
  const read = readTemplate(typed, draft.fields)
  return read.ok ? read.binding : literal('')
}

const placementOf = (draft: AuthenticationDraft): Placement => {
  const { header, basic } = draft
  switch (draft.kind) {
    case 'none':
      return { kind: 'none' }
    case 'api-key': {
      const key = pill(CONNECTION_CARD, header.fieldId)
      const value: Binding = header.prefix === '' ? key : { kind: 'text', parts: [header.prefix, key] }
      return { kind: 'header', name: header.name, value }
    }
    case 'basic':
      return {
        kind: 'basic',
        username: pill(CONNECTION_CARD, basic.usernameId),
        password: pill(CONNECTION_CARD, basic.passwordId)
      }
    case 'client-credentials':
    case 'authorization-code':
    case 'jwt-bearer':
      return draft.tokenPlacement
    case 'custom': {
      if (draft.parameters.length === 0) return { kind: 'none' }
      const at = (place: ParameterDraft['place']) =>
        Object.fromEntries(
          draft.parameters
            .filter(parameter => parameter.place === place)
            .map(({ name, value }) => [name, bind(value, draft)])
        )
      return { kind: 'parameters', headers: at('header'), query: at('query') }
    }
  }
}

const tokenOf = (draft: AuthenticationDraft): TokenGrant => {
  const { idField, secretField, url, scope, sendAs, parameters } = draft.token
  const client =
    draft.kind === 'jwt-bearer'
      ? {
          clientId: literal(''),
          clientSecret: literal(''),
          sendAs: 'none' as const,
          assertion: assertionOf(draft)
        }
      : {
          clientId: pill(CONNECTION_CARD, idField),
          clientSecret: pill(CONNECTION_CARD, secretField),
          sendAs
        }
  return {
    url: bind(url, draft),
    scope: bind(scope, draft),
    ...client,
    ...(parameters.length > 0 && {
      parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, bind(value, draft)]))
    })
  }
}

/** Returns the fields of the form "New connection" for the preview, even for an invalid draft. */
export const formOf = (draft: AuthenticationDraft): ConnectionField[] => draft.fields.map(fieldOf)

/** Converts a valid draft to an authentication. */
export const authenticationOf = (draft: AuthenticationDraft): Authentication =>
  Authentication.parse({
    kind: draft.kind,
    fields: formOf(draft),
    baseUrl: bind(draft.baseUrl, draft),
    allowedHosts: draft.allowedHosts,
    placement: placementOf(draft),
    ...((draft.kind === 'client-credentials' || draft.kind === 'jwt-bearer') && { token: tokenOf(draft) }),
    ...(draft.kind === 'authorization-code' && { code: codeGrantOf(draft) })
  })
