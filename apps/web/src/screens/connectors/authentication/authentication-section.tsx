import { lazyPart, Select, TextField, useLazy } from '@hookwright/ui'
import type { AuthenticationDraft, AuthenticationKind } from './authentication-draft.ts'
import { changeBaseUrl, changeKind } from './change-draft.ts'
import { FieldsEditor } from './fields-editor.tsx'
import { HostsEditor } from './hosts-editor.tsx'
import { kindLabels } from './kind-labels.ts'
import { type FieldErrors, placeOf } from './read-draft.ts'
import { TemplateField } from './template-field.tsx'

const hints: [AuthenticationKind, string][] = [
  ['none', 'The service requires no credentials'],
  ['api-key', 'A key in a header, such as Authorization: Bearer …'],
  ['basic', 'Username and password'],
  ['client-credentials', 'A token obtained with a client ID and secret'],
  ['authorization-code', 'A sign-in at the service in the browser'],
  ['jwt-bearer', 'A token obtained with a private key'],
  ['custom', 'Custom headers and query parameters']
]
const kinds = hints.map(([value, hint]) => ({ value, label: kindLabels[value], hint }))

const lazyParametersEditor = lazyPart(() => import('./parameters-editor.tsx'))
const lazyCodeEditor = lazyPart(() => import('./code-editor.tsx'))
const lazyTokenEditor = lazyPart(() => import('./token-editor.tsx'))

/** Editor of an authentication method: connection fields and their placement on requests. */
export const AuthenticationSection = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { header } = draft
  const asksForToken = draft.kind === 'client-credentials' || draft.kind === 'jwt-bearer'
  const token = useLazy(lazyTokenEditor, asksForToken)
  const code = useLazy(lazyCodeEditor, draft.kind === 'authorization-code')
  const parameters = useLazy(lazyParametersEditor, draft.kind === 'custom')
  const changeHeader = (part: Partial<typeof header>): void =>
    onChange({ ...draft, header: { ...header, ...part } })
  return (
    <>
      <Select
        label="Authentication type"
        choices={kinds}
        value={draft.kind}
        error={errors[placeOf.kind]}
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
            error={errors[placeOf.headerName]}
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
      <FieldsEditor {...{ draft, errors, onChange }} />
      {asksForToken && token !== null && <token.TokenEditor {...{ draft, errors, onChange }} />}
      {draft.kind === 'authorization-code' && code !== null && (
        <code.CodeEditor {...{ draft, errors, onChange }} />
      )}
      {draft.kind === 'custom' && parameters !== null && (
        <parameters.ParametersEditor {...{ draft, errors, onChange }} />
      )}
      <TemplateField
        label="Base URL"
        inputMode="url"
        fields={draft.fields}
        placeholder="https://api.example.com"
        value={draft.baseUrl}
        error={errors[placeOf.baseUrl]}
        onValueChange={baseUrl => onChange(changeBaseUrl(draft, baseUrl))}
        description="Start of every request URL. It can contain connection fields, such as https://{Subdomain}.example.com."
      />
      <HostsEditor {...{ draft, errors, onChange }} />
    </>
  )
}
