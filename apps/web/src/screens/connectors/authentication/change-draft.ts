import { AllowedHost } from '@hookwright/model'
import { mapAssertionTemplates } from './assertion-draft.ts'
import type { AuthenticationDraft, AuthenticationKind, FieldDraft } from './authentication-draft.ts'
import { type CodeDraft, mapCodeTemplates } from './code-draft.ts'
import { relabel } from './template.ts'

/** Returns an unused id based on a word: `field`, `field2`, `field3`… */
export const freeIdAmong = (ids: readonly string[], word: string): string => {
  if (!ids.includes(word)) return word
  let number = 2
  while (ids.includes(`${word}${number}`)) number += 1
  return `${word}${number}`
}

const blankField = (id: string, label: string, entry: FieldDraft['entry']): FieldDraft => ({
  id,
  label,
  entry,
  required: true,
  rows: '',
  help: '',
  initial: '',
  ...{ source: 'entered', fixedValue: '', flowId: '', shown: true }
})

/** Returns the fields that the authentication kind requires. Their input type is fixed, and they cannot be removed. */
export const ownFieldIds = ({
  kind,
  header,
  basic,
  token,
  code,
  assertion
}: AuthenticationDraft): string[] => {
  switch (kind) {
    case 'api-key':
      return [header.fieldId]
    case 'basic':
      return [basic.usernameId, basic.passwordId]
    case 'client-credentials':
      return [token.idField, token.secretField]
    case 'authorization-code':
      return code.ownership !== 'customer'
        ? []
        : [code.idField, ...(code.sendAs === 'none' ? [] : [code.secretField])]
    case 'jwt-bearer':
      return [assertion.keyField]
    case 'none':
    case 'custom':
      return []
  }
}

const withoutOwnFields = (draft: AuthenticationDraft): FieldDraft[] => {
  const own = ownFieldIds(draft)
  return draft.fields.filter(({ id }) => !own.includes(id))
}

const withField = (
  fields: FieldDraft[],
  { fieldPrefix }: Pick<AuthenticationDraft, 'fieldPrefix'>,
  word: string,
  label: string,
  entry: FieldDraft['entry']
) => {
  const id = freeIdAmong(
    fields.map(field => field.id),
    `${fieldPrefix}${word}`
  )
  const free = fields.some(field => field.label === label) ? `${label} 2` : label
  return { id, fields: [...fields, blankField(id, free, entry)] }
}

const first = (fields: FieldDraft[], ids: string[]): FieldDraft[] => [
  ...fields.filter(({ id }) => ids.includes(id)),
  ...fields.filter(({ id }) => !ids.includes(id))
]

/** Adds the fields for a connection's own client, if required. */
const withClientFields = (draft: AuthenticationDraft): AuthenticationDraft => {
  const { code, fields } = draft
  if (code.ownership !== 'customer') return draft
  const client = withField(fields, draft, 'client_id', 'Client ID', 'text')
  if (code.sendAs === 'none') {
    return { ...draft, fields: first(client.fields, [client.id]), code: { ...code, idField: client.id } }
  }
  const secret = withField(client.fields, draft, 'client_secret', 'Client secret', 'password')
  return {
    ...draft,
    fields: first(secret.fields, [client.id, secret.id]),
    code: { ...code, idField: client.id, secretField: secret.id }
  }
}

/**
 * Changes settings of the code grant. If each connection has its own client, fields for that client are
 * added; otherwise they are removed.
 */
export const changeCode = (draft: AuthenticationDraft, part: Partial<CodeDraft>): AuthenticationDraft => {
  const next = { ...draft, code: { ...draft.code, ...part } }
  const needs = ({ ownership, sendAs }: CodeDraft): string =>
    ownership !== 'customer' ? 'none' : sendAs === 'none' ? 'id' : 'both'
  if (needs(draft.code) === needs(next.code)) return next
  return withClientFields({ ...next, fields: withoutOwnFields(draft) })
}

/**
 * Changes the authentication kind. Replaces the fields that the old kind requires with those of the new kind.
 */
export const changeKind = (draft: AuthenticationDraft, kind: AuthenticationKind): AuthenticationDraft => {
  if (kind === draft.kind) return draft
  const kept = kind === 'custom' ? draft.fields : withoutOwnFields(draft)
  switch (kind) {
    case 'none':
      return { ...draft, kind, fields: kept }
    case 'jwt-bearer': {
      const key = withField(kept, draft, 'private_key', 'Private key', 'password')
      return {
        ...draft,
        kind,
        fields: first(key.fields, [key.id]),
        assertion: { ...draft.assertion, keyField: key.id }
      }
    }
    case 'authorization-code':
      return withClientFields({ ...draft, kind, fields: kept })
    case 'custom':
      return { ...draft, kind, fields: kept }
    case 'api-key': {
      const key = withField(kept, draft, 'api_key', 'API key', 'password')
      return {
        ...draft,
        kind,
        fields: first(key.fields, [key.id]),
        header: { ...draft.header, fieldId: key.id }
      }
    }
    case 'basic': {
      const username = withField(kept, draft, 'username', 'Username', 'text')
      const password = withField(username.fields, draft, 'password', 'Password', 'password')
      return {
        ...draft,
        kind,
        fields: first(password.fields, [username.id, password.id]),
        basic: { usernameId: username.id, passwordId: password.id }
      }
    }
    case 'client-credentials': {
      const client = withField(kept, draft, 'client_id', 'Client ID', 'text')
      const secret = withField(client.fields, draft, 'client_secret', 'Client secret', 'password')
      return {
        ...draft,
        kind,
        fields: first(secret.fields, [client.id, secret.id]),
        token: { ...draft.token, idField: client.id, secretField: secret.id }
      }
    }
  }
}

/** Adds an unnamed field. */
export const addField = (draft: AuthenticationDraft): AuthenticationDraft => {
  const id = freeIdAmong(
    draft.fields.map(field => field.id),
    `${draft.fieldPrefix}field`
  )
  return { ...draft, fields: [...draft.fields, { ...blankField(id, '', 'text'), required: false }] }
}

/** Changes a field. Templates that contain its label are updated. */
export const changeField = (
  draft: AuthenticationDraft,
  id: string,
  change: Partial<FieldDraft>
): AuthenticationDraft => {
  const before = draft.fields.find(field => field.id === id)
  if (before === undefined) return draft
  const after = { ...before, ...change }
  const follow = (typed: string): string => relabel(typed, before, after)
  return {
    ...draft,
    fields: draft.fields.map(field => (field.id === id ? after : field)),
    baseUrl: follow(draft.baseUrl),
    token: {
      ...draft.token,
      url: follow(draft.token.url),
      scope: follow(draft.token.scope),
      parameters: draft.token.parameters.map(parameter => ({ ...parameter, value: follow(parameter.value) }))
    },
    assertion: mapAssertionTemplates(draft.assertion, follow),
    code: mapCodeTemplates(draft.code, follow),
    parameters: draft.parameters.map(parameter => ({ ...parameter, value: follow(parameter.value) }))
  }
}

/** Removes a field. */
export const removeField = (draft: AuthenticationDraft, id: string): AuthenticationDraft => ({
  ...draft,
  fields: draft.fields.filter(field => field.id !== id)
})

/** Moves a field up or down by one. */
export const moveField = (draft: AuthenticationDraft, id: string, by: -1 | 1): AuthenticationDraft => {
  const from = draft.fields.findIndex(field => field.id === id)
  const moved = draft.fields[from]
  const to = from + by
  if (moved === undefined || to < 0 || to >= draft.fields.length) return draft
  return { ...draft, fields: draft.fields.toSpliced(from, 1).toSpliced(to, 0, moved) }
}

/** Returns the host of a base URL, unless it depends on a field. */
const hostOf = (baseUrl: string): string | null => {
  if (!URL.canParse(baseUrl)) return null
  const { host } = new URL(baseUrl)
  return AllowedHost.safeParse(host).success ? host : null
}

/** Changes the base URL. If the allowed hosts are empty or only the old host, the new host replaces them. */
export const changeBaseUrl = (draft: AuthenticationDraft, baseUrl: string): AuthenticationDraft => {
  const [only, ...more] = draft.allowedHosts
  const follows = more.length === 0 && (only === undefined || only === hostOf(draft.baseUrl))
  const host = hostOf(baseUrl)
  const allowedHosts = follows ? (host === null ? [] : [host]) : draft.allowedHosts
  return { ...draft, baseUrl, allowedHosts }
}
