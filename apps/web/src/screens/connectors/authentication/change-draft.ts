import { AllowedHost } from '@hookwright/model'
import { mapAssertionTemplates } from './assertion-draft.ts'
import type { AuthenticationDraft, AuthenticationKind, FieldDraft } from './authentication-draft.ts'
import { type CodeDraft, mapCodeTemplates } from './code-draft.ts'
import { relabel } from './template.ts'

/** An id that none of these has, made of a word: `field`, `field2`, `field3`… */
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
  initial: '',
  ...{ source: 'entered', fixedValue: '', flowId: '', shown: true }
})

/** The fields that the draft's kind needs for itself: their entry is set, and they cannot be taken away. */
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
      return code.ownership === 'maker'
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

/** Adds the fields in which each connection enters its own client, where it has to. */
const withClientFields = (draft: AuthenticationDraft): AuthenticationDraft => {
  const { code, fields } = draft
  if (code.ownership === 'maker') return draft
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

/** A changed code grant. The fields of a connection's own client come and go with what it needs. */
export const changeCode = (draft: AuthenticationDraft, part: Partial<CodeDraft>): AuthenticationDraft => {
  const next = { ...draft, code: { ...draft.code, ...part } }
  const needs = ({ ownership, sendAs }: CodeDraft): string =>
    ownership === 'maker' ? 'none' : sendAs === 'none' ? 'id' : 'both'
  if (needs(draft.code) === needs(next.code)) return next
  return withClientFields({ ...next, fields: withoutOwnFields(draft) })
}

/** Another kind: the fields that the old one needed for itself go, those of the new one come first. */
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

/** One more field, to be named. */
export const addField = (draft: AuthenticationDraft): AuthenticationDraft => {
  const id = freeIdAmong(
    draft.fields.map(field => field.id),
    `${draft.fieldPrefix}field`
  )
  return { ...draft, fields: [...draft.fields, { ...blankField(id, '', 'text'), required: false }] }
}

/** A changed field. Templates that name it follow its label. */
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

/** The draft without a field. */
export const removeField = (draft: AuthenticationDraft, id: string): AuthenticationDraft => ({
  ...draft,
  fields: draft.fields.filter(field => field.id !== id)
})

/** The fields with one of them a place further up or down. */
export const moveField = (draft: AuthenticationDraft, id: string, by: -1 | 1): AuthenticationDraft => {
  const from = draft.fields.findIndex(field => field.id === id)
  const moved = draft.fields[from]
  const to = from + by
  if (moved === undefined || to < 0 || to >= draft.fields.length) return draft
  return { ...draft, fields: draft.fields.toSpliced(from, 1).toSpliced(to, 0, moved) }
}

/** The host of a base URL, when it names one that does not depend on a field. */
const hostOf = (baseUrl: string): string | null => {
  if (!URL.canParse(baseUrl)) return null
  const { host } = new URL(baseUrl)
  return AllowedHost.safeParse(host).success ? host : null
}

/** Another base URL. While the only allowed host is the one of the old URL, or there is none, it follows. */
export const changeBaseUrl = (draft: AuthenticationDraft, baseUrl: string): AuthenticationDraft => {
  const [only, ...more] = draft.allowedHosts
  const follows = more.length === 0 && (only === undefined || only === hostOf(draft.baseUrl))
  const host = hostOf(baseUrl)
  const allowedHosts = follows ? (host === null ? [] : [host]) : draft.allowedHosts
  return { ...draft, baseUrl, allowedHosts }
}
