import { Checkbox, TextField } from '@hookwright/ui'
import type { AuthenticationDraft } from './authentication-draft.ts'
import { changeCode } from './change-draft.ts'
import type { CodeDraft } from './code-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { ParameterList } from './parameter-list.tsx'
import { codePlaces } from './read-code-draft.ts'
import type { FieldErrors } from './read-draft.ts'
import { TemplateField } from './template-field.tsx'

/** Editor of service-specific settings: additional parameters, the location of the token, refreshing. */
export const CodeAnswersEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { code, fields } = draft
  const isFound = code.ownership === 'found'
  const change = (part: Partial<CodeDraft>): void => onChange(changeCode(draft, part))
  const parameters = (
    part: 'authorizeParameters' | 'tokenParameters',
    title: string,
    hint: string,
    example: { name: string; value: string }
  ) => (
    <ParameterList
      title={title}
      hint={hint}
      called={part === 'tokenParameters' ? 'Token parameter' : 'Authorize parameter'}
      prefix={part === 'tokenParameters' ? 't' : 'a'}
      parameters={code[part]}
      fresh={id => ({ id, name: '', value: '' })}
      fields={fields}
      validateAuthentication={id => ({
        name: errors[codePlaces.parameterName(id)],
        value: errors[codePlaces.parameterValue(id)]
      })}
      placeholdersOf={() => example}
      onChange={next => change({ [part]: next })}
    />
  )
  return (
    <>
      {parameters(
        'authorizeParameters',
        'Parameters of the authorize URL',
        'Other parameters that the service expects, such as prompt or audience. Empty values are omitted.',
        { name: 'prompt', value: 'consent' }
      )}
      {parameters(
        'tokenParameters',
        'Parameters of the token request',
        'Sent when an authorization code or a refresh token is exchanged for a token. Empty values are omitted.',
        { name: 'audience', value: 'https://api.example.com' }
      )}
      <EditorGroup
        title="Tokens"
        hint="For services that differ from the OAuth standard. Most services need no changes here."
      >
        <Checkbox
          label="Refresh access tokens"
          checked={code.refreshes}
          onCheckedChange={refreshes => change({ refreshes })}
          description="Turn this off if Hookwright must not use the refresh tokens of the service."
        />
        <Checkbox
          label="Accept token types other than Bearer"
          checked={code.anyTokenType}
          onCheckedChange={anyTokenType => change({ anyTokenType })}
        />
        <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
          {!isFound && (
            <>
              <TemplateField
                label="Refresh URL"
                inputMode="url"
                fields={fields}
                value={code.refreshUrl}
                error={errors[codePlaces.refreshUrl]}
                onValueChange={refreshUrl => change({ refreshUrl })}
                description="Leave empty to use the token URL."
              />
              <TemplateField
                label="Revocation URL"
                inputMode="url"
                fields={fields}
                value={code.revokeUrl}
                error={errors[codePlaces.revokeUrl]}
                onValueChange={revokeUrl => change({ revokeUrl })}
                description="Called when a connection is revoked or deleted (RFC 7009). Leave empty if the service has no such URL."
              />
              <TextField
                label="Issuer"
                inputMode="url"
                autoComplete="off"
                spellCheck={false}
                value={code.issuer}
                error={errors[codePlaces.issuer]}
                onValueChange={issuer => change({ issuer })}
                description="If the response has an iss parameter, it must match this value. Leave empty to accept the origin of the authorize URL."
              />
              <TextField
                label="Token path"
                autoComplete="off"
                spellCheck={false}
                placeholder="authed_user"
                value={code.tokenPath}
                error={errors[codePlaces.tokenPath]}
                onValueChange={tokenPath => change({ tokenPath })}
                description="Path of the object that contains the token. Leave empty for the top level of the response."
              />
            </>
          )}
          <TextField
            label="Token lifetime in seconds"
            inputMode="numeric"
            autoComplete="off"
            placeholder="3600"
            value={code.lifetime}
            error={errors[codePlaces.lifetime]}
            onValueChange={lifetime => change({ lifetime })}
            description="Used if the response has no expires_in. Leave empty to use tokens until the service refuses them."
          />
        </div>
      </EditorGroup>
    </>
  )
}
