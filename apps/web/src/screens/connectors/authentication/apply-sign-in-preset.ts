import type { SignInPreset } from '@hookwright/model/sign-in-presets'
import type { AuthenticationDraft } from './authentication-draft.ts'
import { addField, changeBaseUrl, changeCode, changeField, freeIdAmong } from './change-draft.ts'
import type { CodeParameterDraft, ScopeDraft } from './code-draft.ts'

const withField = (draft: AuthenticationDraft, label: string | null): AuthenticationDraft => {
  if (label === null || draft.fields.some(field => field.label === label)) return draft
  const added = addField(draft)
  const id = added.fields.at(-1)?.id ?? ''
  return changeField(added, id, { label, required: true })
}

const withScopes = (scopes: readonly ScopeDraft[], wanted: readonly string[]): ScopeDraft[] => {
  const all = [...scopes]
  for (const name of wanted) {
    const ids = all.map(({ id }) => id)
    if (!all.some(scope => scope.name === name)) all.push({ id: freeIdAmong(ids, 's'), name, use: 'fixed' })
  }
  return all
}

const parametersOf = (prefix: string, parameters: Record<string, string>): CodeParameterDraft[] =>
  Object.entries(parameters).map(([name, value], index) => ({ id: `${prefix}${index + 1}`, name, value }))

/**
 * Fills in the sign-in URLs and settings of a known service. The OAuth client and the scopes already entered
 * stay.
 */
export const applySignInPreset = (draft: AuthenticationDraft, preset: SignInPreset): AuthenticationDraft => {
  const { authorizeUrl, tokenUrl, issuer, sendAs, separator, tokenPath, anyTokenType, refreshes } = preset
  const { lifetime, baseUrl, authorizeParameters, tokenParameters } = preset
  const named = withField(draft, preset.field)
  const based = baseUrl === '' ? named : changeBaseUrl(named, baseUrl)
  return changeCode(based, {
    ...{ authorizeUrl, tokenUrl, issuer, sendAs, separator, tokenPath, anyTokenType, refreshes },
    refreshUrl: '',
    revokeUrl: '',
    scopes: withScopes(draft.code.scopes, preset.scopes),
    authorizeParameters: parametersOf('a', authorizeParameters),
    tokenParameters: parametersOf('t', tokenParameters),
    lifetime: lifetime === null ? '' : String(lifetime)
  })
}
