import type { AuthenticationDraft } from './authentication-draft.ts'
import { ParameterList } from './parameter-list.tsx'
import { type Flaws, placeOf } from './read-draft.ts'

/** Editor of additional parameters of the access token request, such as the audience. */
export const TokenParametersEditor = ({
  draft,
  flaws,
  onChange
}: {
  draft: AuthenticationDraft
  flaws: Flaws
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
    flawsOf={id => ({ name: flaws[placeOf.tokenName(id)], value: flaws[placeOf.tokenValue(id)] })}
    placeholdersOf={() => ({ name: 'audience', value: 'https://api.example.com' })}
    onChange={parameters => onChange({ ...draft, token: { ...draft.token, parameters } })}
  />
)
