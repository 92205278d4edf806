import { Button, cx, EmptyState } from '@hookwright/ui'
import { Navigate, Outlet, useParams } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Suspense, useEffect } from 'react'
import { LoadSampleButton } from '../../features/sample/load-sample-button.tsx'
import { useRegistry } from '../../kit/actions/use-actions.tsx'
import { keep } from '../../kit/page/kept.ts'
import { Loading } from '../../kit/page/loading.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { ConnectorList } from './connector-list.tsx'
import { useConnectors } from './use-connectors.ts'

/** Storage key of the connector last opened in this browser. */
const LAST = 'hookwright.last-connector'

/** The Builder: list of connectors on the left, the open one beside it. A small screen shows one of the two. */
export const BuilderPage = () => {
  const { connectorId } = useParams({ strict: false })
  useEffect(() => {
    if (connectorId !== undefined) keep(LAST, connectorId)
  }, [connectorId])
  const isEmpty = useConnectors().length === 0
  const showsList = connectorId === undefined && !isEmpty
  return (
    <div className="flex min-h-0 grow">
      <aside
        aria-label="Connectors"
        className={cx(
          'flex w-80 shrink-0 flex-col border-r border-line bg-surface max-lg:w-64 max-md:w-full max-md:border-r-0',
          !showsList && 'max-md:hidden'
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
      <EmptyState alone title="Choose a connector">
        Its settings, flows and test connections open here.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      alone
      title="Build your first connector"
      action={
        whyNot === null && (
          <span className="flex flex-wrap gap-2">
            <Button
              look="primary"
              icon={<Plus aria-hidden className="size-4" />}
              onClick={() => registry.run('connector.new')}
            >
              New connector
            </Button>
            <LoadSampleButton />
          </span>
        )
      }
    >
      {whyNot ?? 'A connector describes a service: how to sign in to it, and which events it sends.'}
    </EmptyState>
  )
}
