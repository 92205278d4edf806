import { Button, cx, EmptyState } from '@hookwright/ui'
import { Navigate, Outlet, useParams } from '@tanstack/react-router'
import { Cable, KeyRound, Plus, Rocket, Webhook } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import { LoadSampleButton } from '../../features/sample/load-sample-button.tsx'
import { useRegistry } from '../../kit/actions/use-actions.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { storeLocally } from '../../kit/page/local-storage.ts'
import { useMedia } from '../../kit/page/use-media.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { ConnectorList } from './connector-list.tsx'
import { ConnectorsAtAGlance } from './connectors-at-a-glance.tsx'
import { useConnectors } from './use-connectors.ts'

/** Storage key of the connector last opened in this browser. */
const LAST = 'hookwright.last-connector'

/** The Builder: list of connectors on the left, the open one beside it. A small screen shows one of the two. */
export const BuilderPage = () => {
  const { connectorId } = useParams({ strict: false })
  useEffect(() => {
    if (connectorId !== undefined) storeLocally(LAST, connectorId)
  }, [connectorId])
  const isEmpty = useConnectors().length === 0
  const showsList = connectorId === undefined && !isEmpty
  return (
    <div className="flex min-h-0 grow">
      <aside
        aria-label="Connectors"
        className={cx(
          'flex w-80 shrink-0 flex-col border-r border-line bg-surface max-lg:w-64 max-md:w-full max-md:border-r-0',
          !showsList && 'max-md:hidden',
          // Nothing to list: the way to the first connector has all the room. The list still takes its key.
          isEmpty && 'hidden'
        )}
      >
        <ConnectorList />
      </aside>
      <div className={cx('flex min-w-0 grow flex-col overflow-y-auto', showsList && 'max-md:hidden')}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </div>
    </div>
  )
}

/** Stages of a connector, in order. */
const stages = [
  { icon: KeyRound, title: 'Sign-in', says: 'How requests to the service are authenticated.' },
  { icon: Cable, title: 'Test connection', says: 'An account with which its flows are tried.' },
  {
    icon: Webhook,
    title: 'Events and actions',
    says: 'Flows that map what the service sends, and what it takes.'
  },
  { icon: Rocket, title: 'Version', says: 'The deployed version is the one users’ flows run on.' }
]

/** The way of a connector from its sign-in to a version, along one line. */
const WayOfConnector = () => (
  <ol aria-label="The way of a connector" className="m-0 flex list-none flex-col p-0">
    {stages.map(({ icon: Icon, title, says }) => (
      <li
        key={title}
        className="relative flex gap-3 pb-5 before:absolute before:top-8 before:bottom-0 before:left-[15px] before:border-l-2 before:border-rail last:pb-0 last:before:hidden"
      >
        <span className="flex size-8 shrink-0 items-center justify-center rounded-tile border border-line-2 bg-surface text-ink-2">
          <Icon aria-hidden className="size-4" strokeWidth={1.75} />
        </span>
        <span className="flex flex-col">
          <span className="text-label text-ink">{title}</span>
          <span className="text-small text-ink-2">{says}</span>
        </span>
      </li>
    ))}
  </ol>
)

/** Placeholder beside the list while no connector is open. */
export const NoConnector = () => {
  usePageTitle('Builder')
  const registry = useRegistry()
  const connectors = useConnectors()
  const whyNot = useWhyNotMaker()
  const isSmall = useMedia('(max-width: 767px)')
  const last = connectors.find(({ id }) => id === localStorage.getItem(LAST))
  if (last !== undefined && !isSmall) {
    return <Navigate to="/connectors/$connectorId" params={{ connectorId: last.id }} search={true} replace />
  }
  if (connectors.length > 0) {
    return (
      <div className="flex flex-col gap-4 px-8 py-6 max-md:px-4">
        <header>
          <h1 className="m-0 text-h3 text-ink">Choose a connector</h1>
          <p className="text-body text-ink-2">Its settings, flows and test connections open here.</p>
        </header>
        <ConnectorsAtAGlance />
      </div>
    )
  }
  return (
    <div className="flex flex-col px-8 py-6 max-md:px-4">
      <h1 className="m-0 text-h1">Connectors</h1>
      <EmptyState
        className="border-t-0"
        title="Build your first connector"
        action={
          whyNot === null && (
            <div className="flex flex-col gap-8">
              <span className="flex flex-wrap gap-2">
                <Button
                  look="primary"
                  icon={<Plus aria-hidden className="size-4" />}
                  onClick={() => registry.run('connector.new')}
                >
                  New connector
                </Button>
                <LoadSampleButton look="plain" />
              </span>
              <WayOfConnector />
            </div>
          )
        }
      >
        {whyNot ?? 'A connector describes a service: how to sign in to it, and which events it sends.'}
      </EmptyState>
    </div>
  )
}
