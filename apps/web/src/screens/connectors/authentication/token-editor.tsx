import { Select } from '@hookwright/ui'
import { AssertionEditor } from './assertion-editor.tsx'
import type { AuthenticationDraft, TokenDraft } from './authentication-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { type FieldErrors, placeOf } from './read-draft.ts'
import { TemplateField } from './template-field.tsx'
import { TokenParametersEditor } from './token-parameters-editor.tsx'

const ways: { value: TokenDraft['sendAs']; label: string; hint: string }[] = [
  { value: 'header', label: 'In the header', hint: 'Authorization: Basic …, as most services expect' },
  { value: 'body', label: 'In the body', hint: 'client_id and client_secret' }
]

/** Editor of the access token request, which carries a connection's client ID and secret. */
export const TokenEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { token, fields } = draft
  const change = (part: Partial<TokenDraft>): void => onChange({ ...draft, token: { ...token, ...part } })
  return (
    <EditorGroup
      title="Access token"
      hint="Fetched when first needed, renewed before it expires, and fetched again after a 401 response."
    >
      <TemplateField
        label="Token URL"
        required
        inputMode="url"
        fields={fields}
        placeholder="https://login.example.com/oauth/token"
        value={token.url}
        error={errors[placeOf.tokenUrl]}
        onValueChange={url => change({ url })}
        description="A full URL, or a path that is appended to the base URL, such as /oauth/token."
      />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <TemplateField
          label="Scope"
          fields={fields}
          placeholder="people.read hooks.write"
          value={token.scope}
          error={errors[placeOf.tokenScope]}
          onValueChange={scope => change({ scope })}
          description="Separate scopes with spaces. Leave empty to request the default scope of the service."
        />
        {draft.kind === 'client-credentials' && (
          <Select
            label="Send client ID and secret"
            choices={ways}
            value={token.sendAs}
            onValueChange={sendAs => change({ sendAs })}
          />
        )}
      </div>
      {draft.kind === 'jwt-bearer' && <AssertionEditor {...{ draft, errors, onChange }} />}
      <TokenParametersEditor {...{ draft, errors, onChange }} />
    </EditorGroup>
  )
}
