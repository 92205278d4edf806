import {
  AnswerPath,
  AuthorizeParameter,
  type Binding,
  CONNECTION_CARD,
  type CodeGrant,
  CodeTokenParameter,
  literal,
  pill,
  Scope
} from '@hookwright/model'
import type { z } from 'zod'
import type { AuthenticationDraft } from './authentication-draft.ts'
import type { CodeDraft, CodeParameterDraft } from './code-draft.ts'
import { readTemplate } from './template.ts'

/** Names of the code grant's input fields. The form stores each error under the name of its field. */
export const codePlaces = {
  resource: 'code.resource',
  authorizeUrl: 'code.authorizeUrl',
  tokenUrl: 'code.tokenUrl',
  refreshUrl: 'code.refreshUrl',
  revokeUrl: 'code.revokeUrl',
  issuer: 'code.issuer',
  tokenPath: 'code.tokenPath',
  lifetime: 'code.lifetime',
  clientId: 'code.clientId',
  scope: (id: string): string => `code.scope.${id}`,
  parameterName: (id: string): string => `code.${id}.name`,
  parameterValue: (id: string): string => `code.${id}.value`
}

type FieldErrors = Record<string, string>

const messageOf = (schema: z.ZodType, value: unknown): string | null => {
  const read = schema.safeParse(value)
  return read.success ? null : (read.error.issues[0]?.message ?? '')
}

const urlErrorOf = (typed: string, { fields, baseUrl }: AuthenticationDraft): string | null => {
  const read = readTemplate(typed, fields)
  if (!read.ok) return read.error
  if (typed.startsWith('/')) {
    return baseUrl === '' ? 'A path requires a base URL, but no base URL is set. Enter a full URL.' : null
  }
  return /^(https?:\/\/|\{)/.test(typed)
    ? null
    : 'Enter a URL that begins with https:// or http://, or a path that begins with / and is appended to the base URL.'
}

/** Returns the error of the discovery address, or null. An empty address means the base URL. */
const resourceErrorOf = ({ code, fields, baseUrl }: AuthenticationDraft): string | null => {
  const { resource } = code
  if (resource === '') {
    return baseUrl === '' ? 'Enter the address of the service, because no base URL is set.' : null
  }
  const read = readTemplate(resource, fields)
  if (!read.ok) return read.error
  return /^(https?:\/\/|\{)/.test(resource) ? null : 'Enter a URL that begins with https://.'
}

const parameterErrorsOf = (
  parameters: CodeParameterDraft[],
  schema: z.ZodType,
  { fields }: AuthenticationDraft
): FieldErrors => {
  const errors: FieldErrors = {}
  for (const { id, name, value } of parameters) {
    const template = readTemplate(value, fields)
    const wrong = messageOf(schema, name)
    if (name === '') errors[codePlaces.parameterName(id)] = 'Enter a name.'
    else if (wrong !== null) errors[codePlaces.parameterName(id)] = wrong
    else if (parameters.some(other => other.id !== id && other.name === name)) {
      errors[codePlaces.parameterName(id)] = `Two parameters are named “${name}”. Rename one of them.`
    }
    if (!template.ok) errors[codePlaces.parameterValue(id)] = template.error
  }
  return errors
}

const scopeErrorsOf = ({ scopes }: CodeDraft): FieldErrors => {
  const errors: FieldErrors = {}
  for (const { id, name } of scopes) {
    const wrong = name === '' ? 'Enter a scope.' : messageOf(Scope.shape.name, name)
    const twice = scopes.some(other => other.id !== id && other.name === name)
    if (wrong !== null) errors[codePlaces.scope(id)] = wrong
    else if (twice) errors[codePlaces.scope(id)] = `The scope “${name}” is listed twice. Remove one of them.`
  }
  return errors
}

const lifetimeOf = (typed: string): number | null | undefined => {
  if (typed.trim() === '') return null
  const seconds = Number(typed)
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= 31_536_000 ? seconds : undefined
}

/** Returns the errors of a draft's code grant, by field. */
export const validateCodeGrant = (draft: AuthenticationDraft): FieldErrors => {
  if (draft.kind !== 'authorization-code') return {}
  const { code } = draft
  const errors: FieldErrors = {
    ...scopeErrorsOf(code),
    ...parameterErrorsOf(code.authorizeParameters, AuthorizeParameter, draft),
    ...parameterErrorsOf(code.tokenParameters, CodeTokenParameter, draft)
  }
  const note = (place: string, error: string | null): void => {
    if (error !== null) errors[place] = error
  }
  if (code.ownership === 'found') {
    note(codePlaces.resource, resourceErrorOf(draft))
  } else {
    note(codePlaces.authorizeUrl, urlErrorOf(code.authorizeUrl, draft))
    note(codePlaces.tokenUrl, urlErrorOf(code.tokenUrl, draft))
    if (code.refreshUrl !== '') note(codePlaces.refreshUrl, urlErrorOf(code.refreshUrl, draft))
    if (code.revokeUrl !== '') note(codePlaces.revokeUrl, urlErrorOf(code.revokeUrl, draft))
    if (code.issuer !== '' && !/^https?:\/\/\S+$/.test(code.issuer)) {
      errors[codePlaces.issuer] = 'Enter the issuer as a URL, or leave it empty.'
    }
    note(codePlaces.tokenPath, messageOf(AnswerPath, code.tokenPath))
  }
  // The secret is saved for the client ID, after the authentication.
  if (clientSecretIn(draft)?.clientId === '') {
    errors[codePlaces.clientId] = 'Enter the client ID that belongs to this client secret.'
  }
  if (lifetimeOf(code.lifetime) === undefined) {
    errors[codePlaces.lifetime] = 'Enter a number of seconds between 1 and 31,536,000, or leave it empty.'
  }
  return errors
}

/** Returns the client of a valid draft. */
const clientOf = ({ code, fields }: AuthenticationDraft): CodeGrant['client'] => {
  switch (code.ownership) {
    case 'maker':
      return { ownership: 'maker', clientId: code.clientId.trim() }
    case 'customer':
      return {
        ownership: 'customer',
        clientId: pill(CONNECTION_CARD, code.idField),
        clientSecret: code.sendAs === 'none' ? literal('') : pill(CONNECTION_CARD, code.secretField)
      }
    case 'found': {
      const read = readTemplate(code.resource, fields)
      return { ownership: 'found', resource: read.ok ? read.binding : literal('') }
    }
  }
}

/** Converts a valid draft to a code grant. With discovery, the URLs and issuer stay empty. */
export const codeGrantOf = (draft: AuthenticationDraft): CodeGrant => {
  const { fields } = draft
  const blank = { authorizeUrl: '', tokenUrl: '', refreshUrl: '', revokeUrl: '', issuer: '', tokenPath: '' }
  const isFound = draft.code.ownership === 'found'
  const code: CodeDraft = isFound ? { ...draft.code, ...blank, sendAs: 'none' } : draft.code
  const bind = (typed: string): Binding => {
    const read = readTemplate(typed, fields)
    return read.ok ? read.binding : literal('')
  }
  const inEach = (parameters: CodeParameterDraft[]) =>
    Object.fromEntries(parameters.map(({ name, value }) => [name, bind(value)]))
  const { issuer, sendAs, separator, tokenPath, anyTokenType, refreshes } = code
  return {
    authorizeUrl: bind(code.authorizeUrl),
    tokenUrl: bind(code.tokenUrl),
    ...(code.refreshUrl !== '' && { refreshUrl: bind(code.refreshUrl) }),
    ...(code.revokeUrl !== '' && { revokeUrl: bind(code.revokeUrl) }),
    client: clientOf(draft),
    ...{ issuer, sendAs, separator, tokenPath, anyTokenType, refreshes },
    scopes: code.scopes.map(({ name, use }) => ({ name, use })),
    authorizeParameters: inEach(code.authorizeParameters),
    tokenParameters: inEach(code.tokenParameters),
    lifetime: lifetimeOf(code.lifetime) ?? null
  }
}

/** Returns the typed secret of the maker's client; null if none was typed. The secret is saved separately. */
export const clientSecretIn = ({
  kind,
  code
}: AuthenticationDraft): { clientId: string; secret: string } | null => {
  const isNeeded = kind === 'authorization-code' && code.ownership === 'maker' && code.sendAs !== 'none'
  const secret = code.clientSecret.replace(/[\r\n]+$/, '')
  return isNeeded && secret !== '' ? { clientId: code.clientId.trim(), secret } : null
}
