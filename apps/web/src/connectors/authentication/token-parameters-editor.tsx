import { Button } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import type { AuthenticationDraft, TokenParameterDraft } from './authentication-draft.ts'
import { freeIdAmong } from './change-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { ParameterRow } from './parameter-row.tsx'
import { type Flaws, placeOf } from './read-draft.ts'

/** What else a request for an access token says, such as for whom the token is. */
export const TokenParametersEditor = ({
  draft,
  flaws,
  onChange
}: {
  draft: AuthenticationDraft
  flaws: Flaws
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { parameters } = draft.token
  const set = (next: TokenParameterDraft[]): void =>
    onChange({ ...draft, token: { ...draft.token, parameters: next } })
  const change = (id: string, part: Partial<TokenParameterDraft>): void =>
    set(parameters.map(parameter => (parameter.id === id ? { ...parameter, ...part } : parameter)))
  const add = (): void => {
    const id = freeIdAmong(
      parameters.map(parameter => parameter.id),
      't'
    )
    set([...parameters, { id, name: '', value: '' }])
  }
  return (
    <EditorGroup
      title="Further parameters"
      hint="What else the service wants to be told in the body, such as audience or resource; what is empty is left out."
      add={
        <Button size="card" icon={<Plus aria-hidden className="size-4" />} onClick={add}>
          Add token parameter
        </Button>
      }
    >
      {parameters.map((parameter, index) => (
        <ParameterRow
          key={parameter.id}
          title="Token parameter"
          number={index + 1}
          parameter={parameter}
          fields={draft.fields}
          flaws={{
            name: flaws[placeOf.tokenName(parameter.id)],
            value: flaws[placeOf.tokenValue(parameter.id)]
          }}
          placeholders={{ name: 'audience', value: 'https://api.example.com' }}
          onChange={part => change(parameter.id, part)}
          onRemove={() => set(parameters.toSpliced(index, 1))}
        />
      ))}
    </EditorGroup>
  )
}
