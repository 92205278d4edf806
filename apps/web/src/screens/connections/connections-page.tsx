import type { Id } from '@hookwright/model'
import { Button, EmptyState, Select, TextField } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Cable, Plus, Search, SearchX } from 'lucide-react'
import { useState } from 'react'
import { useMatching } from '../../kit/find/use-matching.ts'
import { focusHeading } from '../../kit/page/focus-heading.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { ConnectionPanel } from './connection-panel.tsx'
import { ConnectionRow, columns } from './connection-row.tsx'
import type { ConnectionsSearch } from './connections-search.ts'
import { isFailing, type ListedConnection } from './format-connection.ts'
import { NewConnection } from './new-connection.tsx'
import { useConnections } from './use-connections.ts'

/** Filters by the relation of the viewer to a connection. */
const isShown: Record<'all' | 'mine' | 'shared', (connection: ListedConnection) => boolean> = {
  all: () => true,
  mine: ({ access }) => access === 'own',
  shared: ({ access }) => access === 'shared'
}

const shownChoices = [
  { value: 'all', label: 'All' },
  { value: 'mine', label: 'Mine' },
  { value: 'shared', label: 'Shared with me' }
] as const

/** Returns the connections that fit the search of the page, best match first. */
const useFound = (connections: ListedConnection[], search: ConnectionsSearch): ListedConnection[] => {
  const { q, check, show } = search
  const sought = q?.trim() ?? ''
  const matching = useMatching(sought)
  const fitting = connections.filter(
    connection => (check !== 'failing' || isFailing(connection)) && isShown[show ?? 'all'](connection)
  )
  return sought === ''
    ? fitting
    : matching(fitting, sought, { names: [({ name }) => name, ({ connectorName }) => connectorName] })
}

/** The accounts at services that a user's flows sign in with. */
export const ConnectionsPage = () => {
  usePageTitle('Connections')
  const search = useSearch({ from: '/inside/flows-place/connections' })
  const navigate = useNavigate()
  const { connections, ...acts } = useConnections()
  const [making, setMaking] = useState(false)
  const found = useFound(connections, search)
  const failing = connections.filter(isFailing).length
  const open = connections.find(({ id }) => id === search.connection)
  const go = (change: ConnectionsSearch): void =>
    void navigate({ to: '/connections', search: { ...search, ...change }, replace: true })

  const close = (id: Id): void => {
    go({ connection: undefined })
    // The list may be hidden behind the details until this has been drawn.
    requestAnimationFrame(() => {
      const row = document.querySelector<HTMLElement>(`[data-connection="${id}"]`)
      if (row === null) focusHeading()
      else row.focus()
    })
  }

  const newButton = (
    <Button
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      aria-haspopup="dialog"
      onClick={() => setMaking(true)}
    >
      New connection
    </Button>
  )
  return (
    <div className="flex min-h-0 grow">
      <div
        className={`flex min-w-0 grow flex-col overflow-y-auto ${open === undefined ? '' : 'max-lg:hidden'}`}
      >
        {connections.length === 0 ? (
          <>
            <h1 className="sr-only">Connections</h1>
            <EmptyState icon={<Cable />} title="No connections yet" className="my-auto" action={newButton}>
              A connection holds the credentials of your account at a service. Flows sign in with it.
            </EmptyState>
          </>
        ) : (
          <>
            <header className="flex flex-wrap items-center gap-x-4 gap-y-3 px-6 pt-6 pb-4 max-md:px-4 max-md:pt-4">
              <h1 className="m-0 flex grow items-baseline gap-2 text-h1">
                Connections
                <span className="tabular text-body font-normal text-ink-3">{connections.length}</span>
              </h1>
              <TextField
                label="Search connections"
                hideLabel
                type="search"
                placeholder="Search"
                before={<Search />}
                value={search.q ?? ''}
                onValueChange={q => go({ q: q || undefined })}
                className="w-60 max-md:order-last max-md:w-full"
              />
              {(search.show !== undefined || connections.some(({ access }) => access !== 'own')) && (
                <Select
                  label="Show"
                  hideLabel
                  choices={shownChoices}
                  value={search.show ?? 'all'}
                  onValueChange={show => go({ show: show === 'all' ? undefined : show })}
                  className="w-40"
                />
              )}
              {(failing > 0 || search.check === 'failing') && (
                <Button
                  aria-pressed={search.check === 'failing'}
                  onClick={() => go({ check: search.check === 'failing' ? undefined : 'failing' })}
                >
                  Failing {failing}
                </Button>
              )}
              {newButton}
            </header>
            <div
              aria-hidden
              className={`hidden h-8 border-b border-line px-6 text-small font-medium text-ink-3 ${columns}`}
            >
              <span>Connection</span>
              <span>Connector</span>
              <span>Owner</span>
              <span>Used by</span>
              <span>Checked</span>
              <span className="text-right">State</span>
            </div>
            <ul aria-label="Connections" className="m-0 flex list-none flex-col p-0 text-body">
              {found.map(connection => (
                <ConnectionRow
                  key={connection.id}
                  connection={connection}
                  isOpen={connection.id === open?.id}
                  search={search}
                />
              ))}
            </ul>
            <div aria-live="polite" className="my-auto empty:hidden">
              {found.length === 0 && (
                <EmptyState
                  icon={<SearchX />}
                  title="No matching connections"
                  action={
                    <Button onClick={() => go({ q: undefined, check: undefined, show: undefined })}>
                      Show all connections
                    </Button>
                  }
                />
              )}
            </div>
          </>
        )}
      </div>
      {open !== undefined && (
        <ConnectionPanel
          key={open.id}
          connection={open}
          acts={acts}
          onClose={() => close(open.id)}
          onRemoved={() => close(open.id)}
        />
      )}
      <NewConnection
        open={making}
        create={acts.create}
        onMade={connection => go({ connection })}
        onClose={() => setMaking(false)}
      />
    </div>
  )
}
