import { Button, IconButton, TextField } from '@hookwright/ui'
import { Plus, Trash2 } from 'lucide-react'
import type { AuthenticationDraft, TokenParameterDraft } from './authentication-draft.ts'
import { freeIdAmong } from './change-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { type Flaws, placeOf } from './read-draft.ts'
import { TemplateField } from './template-field.tsx'

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
      {parameters.map(({ id, name, value }, index) => (
        <fieldset
          key={id}
          aria-label={`Token parameter ${name === '' ? index + 1 : name}`}
          className="flex flex-wrap items-start gap-3 rounded-s border border-line bg-sunken p-3"
        >
          <TextField
            label="Name"
            required
            autoComplete="off"
            spellCheck={false}
            placeholder="audience"
            value={name}
            error={flaws[placeOf.tokenName(id)]}
            onValueChange={next => change(id, { name: next })}
            className="min-w-36 grow basis-0"
          />
          <TemplateField
            label="Value"
            fields={draft.fields}
            placeholder="https://api.example.com"
            value={value}
            error={flaws[placeOf.tokenValue(id)]}
            onValueChange={next => change(id, { value: next })}
            className="min-w-40 grow basis-0"
          />
          <div className="pt-5.5 max-md:ml-auto max-md:pt-0">
            <IconButton
              look="danger"
              label={`Remove the token parameter ${name === '' ? index + 1 : name}`}
              icon={<Trash2 aria-hidden />}
              onClick={() => set(parameters.toSpliced(index, 1))}
            />
          </div>
        </fieldset>
      ))}
    </EditorGroup>
  )
}
