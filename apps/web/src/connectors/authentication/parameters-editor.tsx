import { Button, IconButton, Select, TextField } from '@hookwright/ui'
import { Plus, Trash2 } from 'lucide-react'
import type { AuthenticationDraft, ParameterDraft } from './authentication-draft.ts'
import { freeIdAmong } from './change-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { type Flaws, placeOf } from './read-draft.ts'
import { TemplateField } from './template-field.tsx'

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
      {parameters.map(({ id, place, name, value }, index) => (
        <fieldset
          key={id}
          aria-label={`Parameter ${name === '' ? index + 1 : name}`}
          className="flex flex-wrap items-start gap-3 rounded-s border border-line bg-sunken p-3"
        >
          <Select
            label="Goes into"
            choices={places}
            value={place}
            onValueChange={next => change(id, { place: next })}
            className="w-28"
          />
          <TextField
            label="Name"
            required
            autoComplete="off"
            spellCheck={false}
            placeholder={place === 'header' ? 'X-Api-Token' : 'token'}
            value={name}
            error={flaws[placeOf.parameterName(id)]}
            onValueChange={next => change(id, { name: next })}
            className="min-w-36 grow basis-0"
          />
          <TemplateField
            label="Value"
            fields={draft.fields}
            placeholder="{API key}"
            value={value}
            error={flaws[placeOf.parameterValue(id)]}
            onValueChange={next => change(id, { value: next })}
            className="min-w-40 grow basis-0"
          />
          <div className="pt-5.5 max-md:ml-auto max-md:pt-0">
            <IconButton
              look="danger"
              label={`Remove the parameter ${name === '' ? index + 1 : name}`}
              icon={<Trash2 aria-hidden />}
              onClick={() => onChange({ ...draft, parameters: parameters.toSpliced(index, 1) })}
            />
          </div>
        </fieldset>
      ))}
    </EditorGroup>
  )
}
