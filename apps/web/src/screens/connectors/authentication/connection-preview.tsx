import { BrandMark, Select, TextField } from '@hookwright/ui'
import { useState } from 'react'
import type { AboutDraft } from '../settings/settings-draft.ts'
import { ConnectionFields } from './connection-fields.tsx'
import type { MethodDrafts } from './methods-draft.ts'
import { formOf } from './read-draft.ts'
import { defaultScopes, ScopeChoices } from './scope-choices.tsx'

/** Preview of the form "New connection" with the draft's fields. Values can be typed but are not stored. */
export const ConnectionPreview = ({ about, methods }: { about: AboutDraft; methods: MethodDrafts }) => {
  const [methodId, setMethodId] = useState<string | null>(null)
  const { id, authentication } = methods.find(method => method.id === methodId) ?? methods[0]
  const [name, setName] = useState('')
  const [values, setValues] = useState<Record<string, string>>({})
  const fields = formOf(authentication).filter(({ source }) => source === undefined || source.shown)
  const scopes = authentication.kind === 'authorization-code' ? authentication.code.scopes : []
  const offered = scopes.filter(({ use }) => use !== 'fixed')
  const [selected, setSelected] = useState<string[] | null>(null)
  return (
    <section aria-label="New connection preview" className="flex flex-col gap-2">
      <h3 className="text-small font-semibold text-ink-3">Preview of a new connection</h3>
      <div className="flex w-full max-w-md flex-col gap-4 rounded-m border border-line bg-raised p-4 shadow-1">
        <div className="flex items-center gap-2.5">
          <BrandMark name={about.name} logo={about.logo} accent={about.accent} size={28} />
          <span className="min-w-0 truncate text-label">Connect to {about.name}</span>
        </div>
        <TextField label="Connection name" required value={name} onValueChange={setName} />
        {methods.length > 1 && (
          <Select
            label="Authentication method"
            choices={methods.map((method, index) => ({
              value: method.id,
              label: method.name.trim() || `Method ${index + 1}`
            }))}
            value={id}
            onValueChange={setMethodId}
          />
        )}
        <ConnectionFields fields={fields} values={values} onChange={setValues} />
        {offered.length > 0 && (
          <ScopeChoices
            scopes={offered}
            selected={selected ?? defaultScopes(offered)}
            onChange={setSelected}
          />
        )}
        {authentication.kind === 'authorization-code' && (
          <p className="text-small text-ink-3">
            When you create the connection, the sign-in page of the service opens.
          </p>
        )}
        {fields.length === 0 && authentication.kind !== 'authorization-code' && (
          <p className="text-small text-ink-3">No other fields.</p>
        )}
      </div>
    </section>
  )
}
