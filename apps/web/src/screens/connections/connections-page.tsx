import type { Id } from '@hookwright/model'
import { Button, EmptyState, lazyPart, TextField, useLazy } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus, Search } from 'lucide-react'
import { useState } from 'react'
import { useMatching } from '../../kit/find/use-matching.ts'
import { BelowFewRows } from '../../kit/page/few-rows.tsx'
import { focusHeading } from '../../kit/page/focus-heading.ts'
import { PageAction, PageFrame } from '../../kit/page/page-frame.tsx'
import { isEmptySearch } from '../../kit/page/search-params.ts'
import { Segments } from '../../kit/page/segments.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { ConnectionPanel } from './connection-panel.tsx'
import { ConnectionRow, columnsAlone, compactColumns } from './connection-row.tsx'
import type { ConnectionsSearch } from './connections-search.ts'
import { isFailing, type ListedConnection } from './format-connection.ts'
import { NewConnection } from './new-connection.tsx'
import { useConnections } from './use-connections.ts'

const lazyOthers = lazyPart(() => import('./other-services.tsx'))

/** Filters by the person's relation to a connection: all, own, or shared with them. */
const isShown: Record<'all' | 'mine' | 'shared', (connection: ListedConnection) => boolean> = {
  all: () => true,
  mine: ({ access }) => access === 'own',
  shared: ({ access }) => access === 'shared'
}

/** Returns the connections that match the search of the page, best match first. */
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

/** Page with a user's connections: accounts at services that their flows use. */
export const ConnectionsPage = () => {
  usePageTitle('Connections')
  const search = useSearch({ from: '/inside/flows-place/connections' })
  const navigate = useNavigate()
  const { connections, ...acts } = useConnections()
  const notifier = useNotifier()
  const [making, setMaking] = useState<{ open: boolean; connectorId: Id | null }>({
    open: false,
    connectorId: null
  })
  const found = useFound(connections, search)
  const failing = connections.filter(isFailing).length
  const open = connections.find(({ id }) => id === search.connection)
  const isBeside = open !== undefined
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
    <PageAction
      look="primary"
      icon={<Plus aria-hidden className="size-4" />}
      aria-haspopup="dialog"
      onClick={() => setMaking({ open: true, connectorId: null })}
    >
      New connection
    </PageAction>
  )
  const hasOthers = search.show !== undefined || connections.some(({ access }) => access !== 'own')
  const isEmpty = connections.length === 0
  const others = useLazy(lazyOthers, !isEmpty)
  return (
    <>
      <PageFrame
        title="Connections"
        count={isEmpty ? undefined : connections.length}
        actions={!isEmpty && newButton}
        filters={
          isEmpty ? undefined : (
            <>
              <TextField
                label="Search connections"
                hideLabel
                type="search"
                placeholder="Search connections"
                before={<Search />}
                value={search.q ?? ''}
                onValueChange={q => go({ q: q || undefined })}
                className="w-66 max-md:w-full"
              />
              <Segments
                label="Show"
                value={search.check === 'failing' ? 'failing' : (search.show ?? 'all')}
                onValueChange={value =>
                  go(
                    value === 'failing'
                      ? { check: 'failing', show: undefined }
                      : { check: undefined, show: value === 'all' ? undefined : value }
                  )
                }
                segments={[
                  { value: 'all', label: 'All' },
                  ...(hasOthers
                    ? ([
                        { value: 'mine', label: 'Mine' },
                        { value: 'shared', label: 'Shared with me' }
                      ] as const)
                    : []),
                  { value: 'failing', label: 'Failing', count: failing }
                ]}
              />
            </>
          )
        }
        panel={
          open === undefined ? null : (
            <ConnectionPanel
              key={open.id}
              connection={open}
              acts={acts}
              onClose={() => close(open.id)}
              onRemoved={() => close(open.id)}
            />
          )
        }
      >
        {isEmpty ? (
          <EmptyState title="No connections yet" action={newButton}>
            A connection holds the credentials of your account at a service. Flows sign in with it.
          </EmptyState>
        ) : (
          <>
            <div
              aria-hidden
              className={`hidden h-8 border-b border-line text-small font-medium text-ink-3 ${isBeside ? compactColumns : columnsAlone}`}
            >
              <span>Connection</span>
              <span className={isBeside ? 'hidden' : 'max-xl:hidden'}>Sign-in</span>
              <span>Used by</span>
              <span className={isBeside ? 'hidden' : 'max-lg:hidden'}>Checked</span>
              <span className={isBeside ? 'hidden' : 'max-xl:hidden'}>Expires</span>
              <span className={isBeside ? 'text-right' : 'max-lg:text-right'}>State</span>
              {!isBeside && <span className="max-lg:hidden" />}
            </div>
            <ul aria-label="Connections" className="m-0 flex list-none flex-col p-0 text-body">
              {found.map(connection => (
                <ConnectionRow
                  key={connection.id}
                  connection={connection}
                  isOpen={connection.id === open?.id}
                  isBeside={isBeside}
                  search={search}
                  isChecking={acts.ping.isPending && acts.ping.variables.connectionId === connection.id}
                  onCheck={() =>
                    acts.ping.mutate({ connectionId: connection.id }, { onError: notifier.failed })
                  }
                />
              ))}
            </ul>
            <div aria-live="polite" className="empty:hidden">
              {found.length === 0 && (
                <EmptyState
                  title="No matching connections"
                  action={
                    <Button onClick={() => go({ q: undefined, check: undefined, show: undefined })}>
                      Show all connections
                    </Button>
                  }
                />
              )}
            </div>
            {isEmptySearch(search) && others !== null && (
              <BelowFewRows rows={connections.length} className="pt-10">
                <others.OtherServices
                  connected={new Set(connections.map(({ connectorId }) => connectorId))}
                  onConnect={connectorId => setMaking({ open: true, connectorId })}
                />
              </BelowFewRows>
            )}
          </>
        )}
      </PageFrame>
      <NewConnection
        key={making.connectorId}
        open={making.open}
        initial={making.connectorId}
        create={acts.create}
        onMade={connection => go({ connection })}
        onClose={() => setMaking({ ...making, open: false })}
      />
    </>
  )
}
