import { IconButton, late, Menu, TextField, useLate } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ArrowDownUp, Plus, Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { Action } from '../actions/action.ts'
import { ActionButton } from '../actions/action-button.tsx'
import { useActions } from '../actions/use-actions.tsx'
import { loadWithZod } from '../load-with-zod.ts'
import { useWhyNotMaker } from '../shell/use-person.ts'
import { ConnectorRow } from './connector-row.tsx'
import { findConnectors } from './find-connectors.ts'
import { useConnectors } from './use-connectors.ts'

const from = '/inside/connectors'

const lateDialog = late(() => loadWithZod(() => import('./new-connector-dialog.tsx')))

/** All connectors with a search, and the + that makes one more. What is sought stands in the address. */
export const ConnectorList = () => {
  const connectors = useConnectors()
  const whyNot = useWhyNotMaker()
  const navigate = useNavigate()
  const { q = '', sort } = useSearch({ from })
  const [creating, setCreating] = useState(false)
  const dialog = useLate(lateDialog, creating)
  const found = findConnectors(connectors, { sought: q, sort: sort ?? 'name' })

  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'connector.new',
          label: 'New connector',
          group: 'Connectors',
          icon: Plus,
          keys: ['C'],
          when: () => whyNot ?? true,
          run: () => setCreating(true)
        }
      ],
      [whyNot]
    )
  )

  const search = (change: { q?: string | undefined; sort?: 'newest' | undefined }): void => {
    void navigate({ to: '.', search: { q: q || undefined, sort, ...change }, replace: true })
  }
  const sorts = (['name', 'newest'] as const).map(id => ({
    id,
    label: id === 'name' ? 'By name' : 'Newest first',
    checked: (sort ?? 'name') === id,
    run: () => search({ sort: id === 'name' ? undefined : id })
  }))

  return (
    <>
      <header className="flex items-center justify-between gap-2 px-4 pt-3 pb-2">
        <h2 className="text-h2">Connectors</h2>
        <ActionButton id="connector.new" />
      </header>
      {connectors.length > 0 && (
        <div className="flex items-center gap-1 px-4 pb-2">
          <TextField
            label="Search connectors"
            hideLabel
            type="search"
            placeholder="Search"
            before={<Search />}
            value={q}
            onValueChange={value => search({ q: value || undefined })}
            className="grow"
          />
          <Menu groups={[sorts]} trigger={<IconButton label="Sort" icon={<ArrowDownUp aria-hidden />} />} />
        </div>
      )}
      <ul className="flex min-h-0 list-none flex-col gap-0.5 overflow-y-auto p-2 pt-1">
        {found.map(connector => (
          <ConnectorRow key={connector.id} connector={connector} />
        ))}
      </ul>
      <p aria-live="polite" className="px-4 text-body text-ink-2 empty:hidden">
        {connectors.length === 0
          ? 'There is no connector yet.'
          : found.length === 0
            ? `No connector fits “${q}”.`
            : ''}
      </p>
      {dialog && <dialog.NewConnectorDialog open={creating} onOpenChange={setCreating} />}
    </>
  )
}
