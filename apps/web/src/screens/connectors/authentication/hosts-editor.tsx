import { Button, IconButton, TextField } from '@hookwright/ui'
import { Plus, Trash2 } from 'lucide-react'
import type { AuthenticationDraft } from './authentication-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { type FieldErrors, placeOf } from './read-draft.ts'

/** Editor of the hosts that may receive the credentials. */
export const HostsEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { allowedHosts } = draft
  const change = (hosts: string[]): void => onChange({ ...draft, allowedHosts: hosts })
  return (
    <EditorGroup
      title="Allowed hosts"
      hint="Credentials are only sent to these hosts. *.example.com allows all subdomains."
      add={
        <Button
          size="card"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => change([...allowedHosts, ''])}
        >
          Add host
        </Button>
      }
    >
      {allowedHosts.map((host, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: hosts have nothing else, and never change places.
        <div key={index} className="flex items-start gap-1">
          <TextField
            label={`Allowed host ${index + 1}`}
            hideLabel
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="api.example.com"
            value={host}
            error={errors[placeOf.host(index)]}
            onValueChange={value => change(allowedHosts.with(index, value))}
            className="grow"
          />
          <IconButton
            look="danger"
            label={`Remove the host ${host === '' ? index + 1 : host}`}
            icon={<Trash2 aria-hidden />}
            onClick={() => change(allowedHosts.toSpliced(index, 1))}
          />
        </div>
      ))}
    </EditorGroup>
  )
}
