import { SecretArea, Select, TextField } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useConnector } from '../use-connector.ts'
import type { AuthenticationDraft } from './authentication-draft.ts'
import { changeCode } from './change-draft.ts'
import type { CodeDraft } from './code-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { codePlaces } from './read-code-draft.ts'
import type { FieldErrors } from './read-draft.ts'
import { StoredSecrets } from './stored-secrets.tsx'

const owners = [
  {
    value: 'maker',
    label: 'One client for this connector',
    hint: 'All connections use the client you register'
  },
  {
    value: 'customer',
    label: 'A separate client for each connection',
    hint: 'Users enter the client ID and secret in their connection'
  }
] as const

const ways = [
  { value: 'header', label: 'In the header', hint: 'Authorization: Basic …, as most services expect' },
  { value: 'body', label: 'In the body', hint: 'client_id and client_secret' },
  { value: 'none', label: 'No client secret', hint: 'Public client, protected by PKCE only' }
] as const

/** Editor of the OAuth client: one client of the maker, or a separate client for each connection. */
export const ClientEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { id: connectorId } = useConnector()
  const { code } = draft
  const { data: stored = [] } = useQuery(useTrpc().connectors.clients.queryOptions({ connectorId }))
  const change = (part: Partial<CodeDraft>): void => onChange(changeCode(draft, part))
  return (
    <EditorGroup title="Client" hint="The OAuth client that is registered at the service.">
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <Select
          label="Client ownership"
          choices={owners}
          value={code.ownership}
          onValueChange={ownership => change({ ownership })}
        />
        <Select
          label="Send client ID and secret"
          choices={ways}
          value={code.sendAs}
          onValueChange={sendAs => change({ sendAs })}
        />
      </div>
      {code.ownership === 'maker' && (
        <div data-client-id>
          <TextField
            label="Client ID"
            required
            autoComplete="off"
            spellCheck={false}
            value={code.clientId}
            error={errors[codePlaces.clientId]}
            onValueChange={clientId => change({ clientId })}
            description={
              code.clientId.trim() === ''
                ? 'The service shows the client ID when you register the redirect URL there. Nobody can sign in without a client ID.'
                : undefined
            }
          />
        </div>
      )}
      {code.ownership === 'maker' && code.sendAs !== 'none' && (
        <SecretArea
          label="Client secret"
          value={code.clientSecret}
          onValueChange={clientSecret => change({ clientSecret })}
          description={
            stored.includes(code.clientId.trim())
              ? 'A secret is stored for this client ID. Enter a new one to replace it.'
              : 'Stored encrypted, never shown again, and not part of versions.'
          }
        />
      )}
      {code.ownership === 'maker' && (
        <StoredSecrets clientIds={stored.filter(id => id !== code.clientId.trim())} />
      )}
    </EditorGroup>
  )
}
