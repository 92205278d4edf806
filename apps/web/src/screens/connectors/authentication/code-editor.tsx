import { redirectPathOf } from '@hookwright/model'
import { IconButton, lazyPart, Select, TextField, useLazy } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { useRef } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useCopy } from '../../../kit/page/use-copy.ts'
import { useConnector } from '../use-connector.ts'
import type { AuthenticationDraft } from './authentication-draft.ts'
import { changeCode } from './change-draft.ts'
import { ClientEditor } from './client-editor.tsx'
import type { CodeDraft } from './code-draft.ts'
import { EditorGroup } from './editor-group.tsx'
import { codePlaces } from './read-code-draft.ts'
import type { FieldErrors } from './read-draft.ts'
import { ScopesEditor } from './scopes-editor.tsx'
import { TemplateField } from './template-field.tsx'

const lazyPresets = lazyPart(() => import('./sign-in-preset-picker.tsx'))
const lazyAnswers = lazyPart(() => import('./code-answers-editor.tsx'))

const ways = [
  {
    value: 'entered',
    label: 'Entered manually',
    hint: 'URLs and a client that is registered at the service'
  },
  {
    value: 'found',
    label: 'Discovered at the service',
    hint: 'For MCP servers: enter only the address'
  }
] as const

/** Redirect URL that the maker registers at the service. */
const RedirectUrl = () => {
  const { key } = useConnector()
  const { data } = useQuery(useTrpc().installation.get.queryOptions())
  const copy = useCopy()
  const url = data === undefined ? '' : `${data.publicUrl}${redirectPathOf(key)}`
  return (
    <TextField
      label="Redirect URL"
      readOnly
      value={url}
      inputClass="font-code"
      description="Register exactly this URL at the service."
      after={
        <IconButton
          size="small"
          label="Copy the redirect URL"
          icon={<Copy aria-hidden />}
          onClick={() => void copy(url, 'The redirect URL was copied.')}
        />
      }
    />
  )
}

/** Editor of a sign-in at the service: its URLs, client, scopes, and service-specific settings. */
export const CodeEditor = ({
  draft,
  errors,
  onChange
}: {
  draft: AuthenticationDraft
  errors: FieldErrors
  onChange: (draft: AuthenticationDraft) => void
}) => {
  const { code, fields, baseUrl } = draft
  const isFound = code.ownership === 'found'
  /**
   * Choice of the client's owner before discovery was turned on. It is restored when discovery is turned off.
   */
  const entered = useRef<CodeDraft['ownership']>('maker')
  const answers = useLazy(lazyAnswers, true)
  const presets = useLazy(lazyPresets, true)
  const change = (part: Partial<CodeDraft>): void => onChange(changeCode(draft, part))
  const urlField = (
    part: 'authorizeUrl' | 'tokenUrl',
    label: string,
    placeholder: string,
    description: string
  ) => (
    <TemplateField
      label={label}
      required
      inputMode="url"
      fields={fields}
      placeholder={placeholder}
      value={code[part]}
      error={errors[codePlaces[part]]}
      onValueChange={typed => change({ [part]: typed })}
      description={description}
    />
  )
  return (
    <>
      <EditorGroup
        title="Sign-in at the service"
        hint="Each connection is authorized in the browser. Its tokens are stored encrypted and refreshed when needed."
      >
        <Select
          label="URLs and client"
          choices={ways}
          value={isFound ? 'found' : 'entered'}
          onValueChange={way => {
            if (!isFound) entered.current = code.ownership
            change({ ownership: way === 'found' ? 'found' : entered.current })
          }}
        />
        {isFound && (
          <TemplateField
            label="Address of the service"
            inputMode="url"
            fields={fields}
            placeholder={baseUrl}
            value={code.resource}
            error={errors[codePlaces.resource]}
            onValueChange={resource => change({ resource })}
            description="Hookwright discovers the URLs and registers itself as a client at each sign-in. Leave empty to use the base URL."
          />
        )}
        {!isFound && presets !== null && <presets.SignInPresetPicker draft={draft} onChange={onChange} />}
        {!isFound && (
          <>
            <RedirectUrl />
            {urlField(
              'authorizeUrl',
              'Authorize URL',
              'https://login.example.com/oauth/authorize',
              'Sign-in page of the service, as a full URL or a path relative to the base URL.'
            )}
            {urlField(
              'tokenUrl',
              'Token URL',
              'https://login.example.com/oauth/token',
              'Exchanges the authorization code and refresh tokens.'
            )}
          </>
        )}
      </EditorGroup>
      {!isFound && <ClientEditor {...{ draft, errors, onChange }} />}
      <ScopesEditor {...{ draft, errors, onChange }} />
      {answers !== null && <answers.CodeAnswersEditor {...{ draft, errors, onChange }} />}
    </>
  )
}
