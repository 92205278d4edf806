import { Button, IconButton, Select, TextField } from '@hookwright/ui'
import { Plus, Trash2 } from 'lucide-react'
import type { AuthenticationDraft } from './authentication-draft.ts'
import { changeCode, freeIdAmong } from './change-draft.ts'
import type { ScopeDraft } from './code-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { codePlaces } from './read-code-draft.ts'
import type { FieldErrors } from './read-draft.ts'

const uses = [
  { value: 'fixed', label: 'Always requested' },
  { value: 'selected', label: 'Optional, on by default' },
  { value: 'unselected', label: 'Optional, off by default' }
] as const

const separators = [
  { value: ' ', label: 'Space', hint: 'As most services expect' },
  { value: ',', label: 'Comma' },
  { value: '+', label: 'Plus sign' }
] as const

/** Editor of the scopes that connections request, or may select. */
export const ScopesEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { scopes, separator } = draft.code
  const put = (next: ScopeDraft[]): void => onChange(changeCode(draft, { scopes: next }))
  const add = (): void => {
    const id = freeIdAmong(
      scopes.map(scope => scope.id),
      's'
    )
    put([...scopes, { id, name: '', use: 'fixed' }])
  }
  return (
    <EditorGroup
      title="Scopes"
      hint="Permissions requested at sign-in. If none are listed, the service grants its defaults."
      add={
        <Button size="card" icon={<Plus aria-hidden className="size-4" />} onClick={add}>
          Add scope
        </Button>
      }
    >
      {scopes.map((scope, index) => {
        const change = (part: Partial<ScopeDraft>): void => put(scopes.with(index, { ...scope, ...part }))
        const called = scope.name === '' ? index + 1 : scope.name
        return (
          <fieldset
            key={scope.id}
            aria-label={`Scope ${called}`}
            className="flex min-w-0 flex-wrap items-start gap-2"
          >
            <TextField
              label={`Scope ${index + 1}`}
              hideLabel
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder="people.read"
              value={scope.name}
              error={errors[codePlaces.scope(scope.id)]}
              onValueChange={name => change({ name })}
              className="min-w-40 grow basis-0"
            />
            <Select
              label={`Use of scope ${index + 1}`}
              hideLabel
              choices={uses}
              value={scope.use}
              onValueChange={use => change({ use })}
              className="w-52 max-md:grow"
            />
            <IconButton
              look="danger"
              label={`Remove the scope ${called}`}
              icon={<Trash2 aria-hidden />}
              onClick={() => put(scopes.toSpliced(index, 1))}
            />
          </fieldset>
        )
      })}
      {scopes.length > 1 && (
        <Select
          label="Scope separator"
          choices={separators}
          value={separator}
          onValueChange={value => onChange(changeCode(draft, { separator: value }))}
          className="w-52"
        />
      )}
    </EditorGroup>
  )
}
