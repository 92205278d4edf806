import type { AuthenticationDraft } from './authentication-draft.ts'
import { ParameterList } from './parameter-list.tsx'
import { type FieldErrors, placeOf } from './read-draft.ts'

/** Editor of additional parameters of the access token request, such as the audience. */
export const TokenParametersEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => (
  <ParameterList
    title="Additional parameters"
    hint="Other parameters of the token request, such as audience or resource. Empty values are omitted."
    called="Token parameter"
    prefix="t"
    parameters={draft.token.parameters}
    fresh={id => ({ id, name: '', value: '' })}
    fields={draft.fields}
    validateAuthentication={id => ({
      name: errors[placeOf.tokenName(id)],
      value: errors[placeOf.tokenValue(id)]
    })}
    placeholdersOf={() => ({ name: 'audience', value: 'https://api.example.com' })}
    onChange={parameters => onChange({ ...draft, token: { ...draft.token, parameters } })}
  />
)
