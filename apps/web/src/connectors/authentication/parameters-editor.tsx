import { Button, Select } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import type { AuthenticationDraft, ParameterDraft } from './authentication-draft.ts'
import { freeIdAmong } from './change-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { ParameterRow } from './parameter-row.tsx'
import { type Flaws, placeOf } from './read-draft.ts'

const places = [
  { value: 'header', label: 'Header' },
  { value: 'query', label: 'Query' }
] as const

/** Headers and query parameters that go on each request, filled from the connection's fields. */
export const ParametersEditor = ({
  draft,
  flaws,
  onChange
}: {
  draft: AuthenticationDraft
  flaws: Flaws
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { parameters } = draft
  const change = (id: string, part: Partial<ParameterDraft>): void =>
    onChange({
      ...draft,
      parameters: parameters.map(parameter => (parameter.id === id ? { ...parameter, ...part } : parameter))
    })
  const add = (): void => {
    const id = freeIdAmong(
      parameters.map(parameter => parameter.id),
      'p'
    )
    onChange({ ...draft, parameters: [...parameters, { id, place: 'header', name: '', value: '' }] })
  }
  return (
    <EditorGroup
      title="Parameters"
      hint="What goes on each request to an allowed host."
      add={
        <Button size="card" icon={<Plus aria-hidden className="size-4" />} onClick={add}>
          Add parameter
        </Button>
      }
    >
      {parameters.map((parameter, index) => (
        <ParameterRow
          key={parameter.id}
          title="Parameter"
          number={index + 1}
          parameter={parameter}
          fields={draft.fields}
          flaws={{
            name: flaws[placeOf.parameterName(parameter.id)],
            value: flaws[placeOf.parameterValue(parameter.id)]
          }}
          placeholders={{
            name: parameter.place === 'header' ? 'X-Api-Token' : 'token',
            value: '{API key}'
          }}
          onChange={part => change(parameter.id, part)}
          onRemove={() => onChange({ ...draft, parameters: parameters.toSpliced(index, 1) })}
        >
          <Select
            label="Goes into"
            choices={places}
            value={parameter.place}
            onValueChange={place => change(parameter.id, { place })}
            className="w-28"
          />
        </ParameterRow>
      ))}
    </EditorGroup>
  )
}
