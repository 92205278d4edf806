import { Select } from '@hookwright/ui'
import type { AuthenticationDraft, ParameterDraft } from './authentication-draft.ts'
import { ParameterList } from './parameter-list.tsx'
import { type FieldErrors, placeOf } from './read-draft.ts'

const places = [
  { value: 'header', label: 'Header' },
  { value: 'query', label: 'Query' }
] as const

/** Editor of headers and query parameters of each request, filled from the connection's fields. */
export const ParametersEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => (
  <ParameterList
    title="Parameters"
    hint="Added to each request to an allowed host."
    called="Parameter"
    prefix="p"
    parameters={draft.parameters}
    fresh={(id): ParameterDraft => ({ id, place: 'header', name: '', value: '' })}
    fields={draft.fields}
    validateAuthentication={id => ({
      name: errors[placeOf.parameterName(id)],
      value: errors[placeOf.parameterValue(id)]
    })}
    placeholdersOf={({ place }) => ({
      name: place === 'header' ? 'X-Api-Token' : 'token',
      value: '{API key}'
    })}
    onChange={parameters => onChange({ ...draft, parameters })}
    before={(parameter, put) => (
      <Select
        label="Location"
        choices={places}
        value={parameter.place}
        onValueChange={place => put({ ...parameter, place })}
        className="w-28"
      />
    )}
  />
)
