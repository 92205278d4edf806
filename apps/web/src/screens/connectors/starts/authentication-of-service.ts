import { type Authentication, noAuthentication, type Receiving } from '@hookwright/model'
import type { Service } from '@hookwright/model/services'
import { applySignInPreset } from '../authentication/apply-sign-in-preset.ts'
import { type AuthenticationDraft, authenticationDraftOf } from '../authentication/authentication-draft.ts'
import { addField, changeField, changeKind } from '../authentication/change-draft.ts'
import { authenticationOf } from '../authentication/read-draft.ts'

/** Parts of a service that determine its authentication. */
type SignInOfService = Pick<Service, 'signIn' | 'basic'> & {
  preset: Pick<Service['preset'], 'notes' | 'receiving'>
}

/**
 * Returns the ids of the connection fields that hold the signing keys of receiving rules. They are in rule
 * order.
 */
const keyFieldsOf = ({ verify, handshake }: Receiving): string[] => {
  const keys = [...verify.map(({ key }) => key), ...handshake.flatMap(({ key }) => key ?? [])]
  return [...new Set(keys.flatMap(key => (key.from === 'connection' ? [key.field] : [])))]
}

/** Ids of signing key fields whose values are not secret. */
const open = new Set(['public_key', 'verification_key', 'organization_id'])

/** Returns a label for an id: `signing_secret` becomes “Signing secret”. */
const labelOfId = (id: string): string => {
  const words = id.replaceAll('_', ' ').replace(/\b(id|hmac)\b/g, word => word.toUpperCase())
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

/**
 * Returns the help text of a signing key's field: the note of the preset that begins with “The key is”, or an
 * empty text.
 */
const helpOf = (notes: readonly string[]): string => notes.find(note => note.startsWith('The key is')) ?? ''

const withKeyField = (draft: AuthenticationDraft, id: string, help: string): AuthenticationDraft => {
  if (draft.fields.some(field => field.id === id)) return draft
  const added = addField(draft)
  const last = added.fields.at(-1)?.id ?? ''
  const label = labelOfId(id)
  // The client of the sign-in has a secret of the same name, which the maker enters.
  const isOfClient = draft.kind === 'authorization-code' && id === 'client_secret'
  return changeField(added, last, {
    id,
    label: isOfClient ? `${label} for signature verification` : label,
    entry: open.has(id) ? 'text' : 'password',
    required: true,
    help
  })
}

/** Returns a draft for HTTP Basic with the service's fixed user name and an API key as the password. */
const basicOf = (blank: AuthenticationDraft, { username, baseUrl }: NonNullable<Service['basic']>) => {
  const draft = changeKind(blank, 'basic')
  const { usernameId, passwordId } = draft.basic
  const named = changeField(draft, usernameId, { source: 'fixed', fixedValue: username, shown: false })
  return {
    ...changeField(named, passwordId, { label: 'API key' }),
    baseUrl,
    allowedHosts: [new URL(baseUrl).host]
  }
}

/** Adds the connection fields with the signing keys that the receiving rules need. */
const withKeyFields = (draft: AuthenticationDraft, receiving: Receiving, help = ''): AuthenticationDraft =>
  keyFieldsOf(receiving).reduce((begun, id) => withKeyField(begun, id, help), draft)

/**
 * Returns the authentication of a connector that only receives events. Its fields are the signing keys;
 * requests have no credentials.
 */
export const authenticationOfReceiving = (receiving: Receiving): Authentication =>
  authenticationOf(withKeyFields(authenticationDraftOf(noAuthentication), receiving))

/**
 * Returns the authentication for a known service: OAuth, Basic or an API key, and the fields of its signing
 * keys.
 */
export const authenticationOfService = ({ signIn, basic, preset }: SignInOfService): Authentication => {
  const blank = authenticationDraftOf(noAuthentication)
  const begun =
    signIn !== null
      ? applySignInPreset(changeKind(blank, 'authorization-code'), signIn)
      : basic !== null
        ? basicOf(blank, basic)
        : changeKind(blank, 'api-key')
  return authenticationOf(withKeyFields(begun, preset.receiving, helpOf(preset.notes)))
}
