import { Select, TextField } from '@hookwright/ui'
import { type AssertionDraft, assertionPlaces } from './assertion-draft.ts'
import type { AuthenticationDraft } from './authentication-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { ParameterList } from './parameter-list.tsx'
import type { FieldErrors } from './read-draft.ts'
import { TemplateField } from './template-field.tsx'

const algorithms = [
  { value: 'RS256', label: 'RS256', hint: 'RSA key, as most services expect' },
  { value: 'ES256', label: 'ES256', hint: 'Elliptic curve key on P-256' }
] as const

/** Editor of the assertion that is signed with a connection's private key. */
export const AssertionEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { assertion, fields } = draft
  const change = (part: Partial<AssertionDraft>): void =>
    onChange({ ...draft, assertion: { ...assertion, ...part } })
  const textField = (
    part: 'keyId' | 'issuer' | 'subject' | 'audience',
    label: string,
    description: string,
    required = false
  ) => (
    <TemplateField
      label={label}
      required={required}
      fields={fields}
      value={assertion[part]}
      error={errors[assertionPlaces.text(part)]}
      onValueChange={typed => change({ [part]: typed })}
      description={description}
    />
  )
  return (
    <>
      <EditorGroup
        title="Assertion"
        hint="A JSON Web Token that is signed with the private key of the connection for each token request."
      >
        <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
          <Select
            label="Algorithm"
            choices={algorithms}
            value={assertion.algorithm}
            onValueChange={algorithm => change({ algorithm })}
          />
          <TextField
            label="Assertion lifetime in seconds"
            inputMode="numeric"
            autoComplete="off"
            required
            value={assertion.lifetime}
            error={errors[assertionPlaces.lifetime]}
            onValueChange={lifetime => change({ lifetime })}
          />
          {textField(
            'issuer',
            'Issuer (iss)',
            'For example, the client ID or the email address of a service account.',
            true
          )}
          {textField('subject', 'Subject (sub)', 'Account that the token acts for. Omitted if empty.')}
          {textField('audience', 'Audience (aud)', 'Leave empty to use the token URL.')}
          {textField('keyId', 'Key ID (kid)', 'Omitted if empty.')}
        </div>
      </EditorGroup>
      <ParameterList
        title="Additional claims"
        hint="Other claims of the assertion, such as scope. Empty values are omitted."
        called="Claim"
        prefix="c"
        parameters={assertion.claims}
        fresh={id => ({ id, name: '', value: '' })}
        fields={fields}
        validateAuthentication={id => ({
          name: errors[assertionPlaces.claimName(id)],
          value: errors[assertionPlaces.claimValue(id)]
        })}
        placeholdersOf={() => ({ name: 'scope', value: 'people.read' })}
        onChange={claims => change({ claims })}
      />
    </>
  )
}
