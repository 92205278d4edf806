import { Checkbox, Notice, Select, TextField } from '@hookwright/ui'
import { useId } from 'react'
import { hasNoScheme, schemesOf } from './parts.ts'
import type { OpenApiImport } from './use-openapi-import.ts'

/** Returns the validation error for a base URL, as a sentence; null for a valid one. */
export const validateBaseUrl = (typed: string): string | null => {
  const url = typed.trim()
  if (url === '') return 'Enter the base URL of the service, such as https://api.example.com/v1.'
  // Names in braces become fields of the connection.
  return /^https?:\/\/[^\s/?#]+[^\s?#]*$/.test(url) && URL.canParse(url.replace(/\{[^{}]*\}/g, 'x'))
    ? null
    : 'Enter a complete URL without a query, such as https://api.example.com/v1.'
}

/** Second step of an OpenAPI import: the base URL and the authentication methods. */
export const AuthenticationStep = ({ state }: { state: OpenApiImport }) => {
  const { documents, baseUrl, setBaseUrl, schemes, setSchemes } = state
  const id = useId()
  const servers = [...new Set(documents.flatMap(({ outline }) => outline.servers))]
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-3">
        {servers.length > 1 && (
          <Select
            label="Server URL from the documents"
            choices={servers.map(server => ({ value: server, label: server }))}
            value={servers.includes(baseUrl) ? baseUrl : null}
            onValueChange={setBaseUrl}
          />
        )}
        <TextField
          label="Base URL"
          required
          spellCheck={false}
          inputClass="font-code"
          value={baseUrl}
          onValueChange={setBaseUrl}
          error={validateBaseUrl(baseUrl)}
          description="The paths in the document are appended to this URL. A name in braces, such as {region}, becomes a field of the connection."
        />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: the legend of a fieldset cannot be laid out as a heading. */}
      <div role="group" aria-labelledby={id} className="flex flex-col gap-2">
        <h3 id={id} className="m-0 text-label text-ink">
          Authentication
        </h3>
        {hasNoScheme(documents) && (
          <Notice tone="info">
            The documents define no supported authentication. Select the methods that the service uses, or
            none if it needs no authentication.
          </Notice>
        )}
        {schemesOf(documents).map(({ key, label }) => (
          <Checkbox
            key={key}
            label={label}
            {...(!key.startsWith('+') && { description: `Named “${key}” in the document` })}
            checked={schemes.includes(key)}
            onCheckedChange={isChecked =>
              setSchemes(isChecked ? [...schemes, key] : schemes.filter(each => each !== key))
            }
          />
        ))}
        <p className="m-0 text-small text-ink-3">
          If you select several methods, each connection uses one of them. You enter the secrets later, in the
          connections.
        </p>
      </div>
    </div>
  )
}
