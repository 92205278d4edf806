import { late, Select, TextField, useLate } from '@hookwright/ui'
import type { AuthenticationDraft, AuthenticationKind } from './authentication-draft.ts'
import { changeBaseUrl, changeKind } from './change-draft.ts'
import { FieldsEditor } from './fields-editor.tsx'
import { HostsEditor } from './hosts-editor.tsx'
import { kindLabels } from './kind-labels.ts'
import { type Flaws, placeOf } from './read-draft.ts'
import { TemplateField } from './template-field.tsx'

const hints: [AuthenticationKind, string][] = [
  ['none', 'The service requires no credentials'],
  ['api-key', 'Such as Authorization: Bearer …'],
  ['basic', 'Username and password'],
  ['client-credentials', 'A token obtained with a client ID and secret'],
  ['authorization-code', 'A sign-in at the service in the browser'],
  ['jwt-bearer', 'A token obtained with a private key'],
  ['custom', 'Custom headers and query parameters']
]
const kinds = hints.map(([value, hint]) => ({ value, label: kindLabels[value], hint }))

const lateParametersEditor = late(() => import('./parameters-editor.tsx'))
const lateCodeEditor = late(() => import('./code-editor.tsx'))
const lateTokenEditor = late(() => import('./token-editor.tsx'))

/** Editor of an authentication method: connection fields and their placement on requests. */
export const AuthenticationSection = ({
  draft,
  flaws,
  onChange
}: {
  draft: AuthenticationDraft
  flaws: Flaws
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { header } = draft
  const asksForToken = draft.kind === 'client-credentials' || draft.kind === 'jwt-bearer'
  const token = useLate(lateTokenEditor, asksForToken)
  const code = useLate(lateCodeEditor, draft.kind === 'authorization-code')
  const parameters = useLate(lateParametersEditor, draft.kind === 'custom')
  const changeHeader = (part: Partial<typeof header>): void =>
    onChange({ ...draft, header: { ...header, ...part } })
  return (
    <>
      <Select
        label="Authentication type"
        choices={kinds}
        value={draft.kind}
        error={flaws[placeOf.kind]}
        onValueChange={kind => onChange(changeKind(draft, kind))}
      />
      {draft.kind === 'api-key' && (
        <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
          <TextField
            label="Header name"
            required
            autoComplete="off"
            spellCheck={false}
            value={header.name}
            error={flaws[placeOf.headerName]}
            onValueChange={name => changeHeader({ name })}
          />
          <TextField
            label="Prefix"
            autoComplete="off"
            spellCheck={false}
            value={header.prefix}
            onValueChange={prefix => changeHeader({ prefix })}
            description="Added before the key exactly as entered, including spaces."
          />
        </div>
      )}
      <FieldsEditor {...{ draft, flaws, onChange }} />
      {asksForToken && token !== null && <token.TokenEditor {...{ draft, flaws, onChange }} />}
      {draft.kind === 'authorization-code' && code !== null && (
        <code.CodeEditor {...{ draft, flaws, onChange }} />
      )}
      {draft.kind === 'custom' && parameters !== null && (
        <parameters.ParametersEditor {...{ draft, flaws, onChange }} />
      )}
      <TemplateField
        label="Base URL"
        inputMode="url"
        fields={draft.fields}
        placeholder="https://api.example.com"
        value={draft.baseUrl}
        error={flaws[placeOf.baseUrl]}
        onValueChange={baseUrl => onChange(changeBaseUrl(draft, baseUrl))}
        description="Start of every request URL. It can contain connection fields, such as https://{Subdomain}.example.com."
      />
      <HostsEditor {...{ draft, flaws, onChange }} />
    </>
  )
}
