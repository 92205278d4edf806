import { type Authentication, noAuthentication, type Receiving } from '@hookwright/model'
import type { Service } from '@hookwright/model/services'
import { applySignInPreset } from '../authentication/apply-sign-in-preset.ts'
import { type AuthenticationDraft, authenticationDraftOf } from '../authentication/authentication-draft.ts'
import { addField, changeField, changeKind } from '../authentication/change-draft.ts'
import { authenticationOf } from '../authentication/read-draft.ts'

/** Returns the ids of the connection fields from which receiving rules take keys, in rule order. */
const keyFieldsOf = ({ verify, handshake }: Receiving): string[] => {
  const keys = [...verify.map(({ key }) => key), ...handshake.flatMap(({ key }) => key ?? [])]
  return [...new Set(keys.flatMap(key => (key.from === 'connection' ? [key.field] : [])))]
}

/** Keys that are not secret. */
const open = new Set(['public_key', 'verification_key', 'organization_id'])

/** Returns a label for an id: `signing_secret` becomes “Signing secret”. */
const labelOfId = (id: string): string => {
  const words = id.replaceAll('_', ' ').replace(/\b(id|hmac)\b/g, word => word.toUpperCase())
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

const withKeyField = (draft: AuthenticationDraft, id: string): AuthenticationDraft => {
  if (draft.fields.some(field => field.id === id)) return draft
  const added = addField(draft)
  const last = added.fields.at(-1)?.id ?? ''
  return changeField(added, last, {
    id,
    label: labelOfId(id),
    entry: open.has(id) ? 'text' : 'password',
    required: true
  })
}

/** Returns the authentication at a known service: OAuth or an API key, with the keys that sign its events. */
export const authenticationOfService = ({
  signIn,
  receiving
}: Pick<Service, 'signIn'> & { receiving: Receiving }): Authentication => {
  const blank = authenticationDraftOf(noAuthentication)
  const begun =
    signIn === null
      ? changeKind(blank, 'api-key')
      : applySignInPreset(changeKind(blank, 'authorization-code'), signIn)
  return authenticationOf(keyFieldsOf(receiving).reduce(withKeyField, begun))
}
