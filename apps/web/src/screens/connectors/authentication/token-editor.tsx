import { Select } from '@hookwright/ui'
import type { AuthenticationDraft, TokenDraft } from './authentication-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { type Flaws, placeOf } from './read-draft.ts'
import { TemplateField } from './template-field.tsx'
import { TokenParametersEditor } from './token-parameters-editor.tsx'

const ways = [
  { value: 'header', label: 'In the header', hint: 'Authorization: Basic …, as most services ask for it' },
  { value: 'body', label: 'In the body', hint: 'client_id and client_secret' }
] as const

/** Editor of the access token request, which carries a connection's client ID and secret. */
export const TokenEditor = ({
  draft,
  flaws,
  onChange
}: {
  draft: AuthenticationDraft
  flaws: Flaws
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { token, fields } = draft
  const change = (part: Partial<TokenDraft>): void => onChange({ ...draft, token: { ...token, ...part } })
  return (
    <EditorGroup
      title="Access token"
      hint="It is fetched when a request needs it, before it ends, and once more when the service answers 401."
    >
      <TemplateField
        label="Token URL"
        required
        inputMode="url"
        fields={fields}
        placeholder="https://login.example.com/oauth/token"
        value={token.url}
        error={flaws[placeOf.tokenUrl]}
        onValueChange={url => change({ url })}
        description="A whole URL, or a path such as /oauth/token that starts at the base URL."
      />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <TemplateField
          label="Scope"
          fields={fields}
          placeholder="people.read hooks.write"
          value={token.scope}
          error={flaws[placeOf.tokenScope]}
          onValueChange={scope => change({ scope })}
          description="Names with a space between; empty for what the service gives by itself."
        />
        <Select
          label="Client ID and secret are sent"
          choices={ways}
          value={token.sendAs}
          onValueChange={sendAs => change({ sendAs })}
        />
      </div>
      <TokenParametersEditor {...{ draft, flaws, onChange }} />
    </EditorGroup>
  )
}
