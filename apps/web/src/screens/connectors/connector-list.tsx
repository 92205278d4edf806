import { holdKeys, IconButton, Menu, TextField } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ListFilter, Plus, Search } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { ActionButton } from '../../kit/actions/action-button.tsx'
import { useActions } from '../../kit/actions/use-actions.tsx'
import { useMatching } from '../../kit/find/use-matching.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { ConnectorRow } from './connector-row.tsx'
import type { ConnectorSort, ConnectorState, ConnectorsSearch } from './connectors-search.ts'
import { findConnectors } from './find-connectors.ts'
import { useConnectors } from './use-connectors.ts'
import { useTallies } from './use-tallies.ts'

const from = '/inside/connectors'

const sortLabels: Record<ConnectorSort, string> = {
  name: 'By name',
  newest: 'Newest first',
  edited: 'Last edited first'
}

const stateLabels: Record<ConnectorState | 'all', string> = {
  all: 'All connectors',
  deployed: 'Deployed',
  'not-deployed': 'Not deployed',
  on: 'With flows that are on'
}

/** List of all connectors with a search, stored in the URL, and a button to create one. */
export const ConnectorList = () => {
  const connectors = useConnectors()
  const whyNot = useWhyNotMaker()
  const navigate = useNavigate()
  const tallies = useTallies()
  const { q = '', sort, state } = useSearch({ from })
  const matching = useMatching(q)
  const found = findConnectors(connectors, { sought: q, sort: sort ?? 'name', state, tallies, matching })

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
          // What is typed before the page has come is in its search.
          run: () => {
            const letGo = holdKeys()
            void navigate({ to: '/connectors/new' }).then(
              () => letGo(),
              () => letGo('lost')
            )
          }
        }
      ],
      [whyNot, navigate]
    )
  )

  const search = (change: ConnectorsSearch): void => {
    void navigate({ to: '.', search: { q: q || undefined, sort, state, ...change }, replace: true })
  }
  const sorts = (['name', 'newest', 'edited'] as const).map(id => ({
    id,
    label: sortLabels[id],
    checked: (sort ?? 'name') === id,
    run: () => search({ sort: id === 'name' ? undefined : id })
  }))
  const states = (['all', 'deployed', 'not-deployed', 'on'] as const).map(id => ({
    id,
    label: stateLabels[id],
    checked: (state ?? 'all') === id,
    run: () => search({ state: id === 'all' ? undefined : id })
  }))
  const nothing =
    state === undefined ? `No connectors match “${q}”.` : 'No connectors match this search and filter.'

  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-2 px-4 pt-4 pb-3">
        <h2 className="m-0 text-h1">Connectors</h2>
        <ActionButton id="connector.new" look="primary" words="always" />
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
          <Menu
            groups={[states, sorts]}
            trigger={
              <IconButton
                label={state === undefined ? 'Filter and sort' : `Filter and sort: ${stateLabels[state]}`}
                icon={<ListFilter aria-hidden />}
                className={state === undefined ? undefined : 'bg-accent-soft text-accent-text'}
              />
            }
          />
        </div>
      )}
      <ul className="flex min-h-0 list-none flex-col gap-0.5 overflow-y-auto p-2 pt-1">
        {found.map(connector => (
          <ConnectorRow key={connector.id} connector={connector} tally={tallies?.get(connector.id) ?? null} />
        ))}
      </ul>
      <p aria-live="polite" className="px-4 text-body text-ink-2 empty:hidden">
        {connectors.length === 0 ? 'No connectors yet.' : found.length === 0 ? nothing : ''}
      </p>
    </>
  )
}
