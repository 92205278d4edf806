import { BrandMark, IconButton, lazyPart, Menu, useLazy, useLazyLayer } from '@hookwright/ui'
import { Link, Outlet, useMatchRoute } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { Suspense, useCallback, useState } from 'react'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { useAllActions, useRegistry } from '../../kit/actions/use-actions.tsx'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { BackLink } from '../../kit/page/back-link.tsx'
import { Breadcrumb } from '../../kit/page/breadcrumb.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { rowFadeClass, useRowFade, viewLink } from '../../kit/page/views.tsx'
import { ConnectorAbout, ConnectorHeadActions } from './connector-state.tsx'
import { connectorTabs } from './connector-tabs.ts'
import { useConnector } from './use-connector.ts'
import { useConnectorPageActions } from './use-connector-page-actions.ts'

const lazyOpenApi = lazyPart(() => loadWithZod(() => import('../../features/openapi/openapi-dialog.tsx')))

const lazyUsers = lazyPart(() => import('./connector-users-dialog.tsx'))

/** Page of a connector: its name, its tabs, and the open tab. */
export const ConnectorPage = () => {
  const connector = useConnector()
  const registry = useRegistry()
  useAllActions()
  const whyNot = useWhyNotMaker()
  usePageTitle(connector.name)
  const [isUsed, setUsed] = useState(false)
  const users = useLazy(lazyUsers, isUsed)
  const [isAdding, setAdding] = useState(false)
  const adding = useLazyLayer(lazyOpenApi, isAdding)
  useConnectorPageActions(connector, {
    onUsed: useCallback(() => setUsed(true), []),
    onOpenApi: useCallback(() => setAdding(true), [])
  })
  const { id: connectorId, name, branding, description } = connector
  const tabsRow = useRowFade()
  const matchRoute = useMatchRoute()
  const isDeploying = matchRoute({ to: '/connectors/$connectorId/deployment' }) !== false
  // The tab of the flows has the button itself.
  const isOverview = matchRoute({ to: '/connectors/$connectorId/overview' }) !== false

  return (
    <>
      <header className="sticky top-0 z-10 border-b border-line bg-surface px-8 pt-4 max-md:px-4 max-md:pt-0 max-md:pr-2">
        <div className="mb-2 -ml-1 max-md:hidden">
          <Breadcrumb />
        </div>
        <div className="flex items-center gap-3 max-md:h-14 max-md:gap-2">
          <BackLink to="/connectors">Builder</BackLink>
          <BrandMark name={name} {...branding} size={40} />
          <div className="min-w-0 grow">
            <h1 className="truncate text-h1 max-md:text-h3">{name}</h1>
            <p
              title={description}
              className="tabular m-0 min-h-6 truncate text-body leading-6 text-ink-2 max-md:min-h-4 max-md:text-small"
            >
              <ConnectorAbout connectorId={connectorId} description={description} />
            </p>
          </div>
          {whyNot === null && !isDeploying && (
            <ConnectorHeadActions connectorId={connectorId} withNewFlow={isOverview} />
          )}
          {whyNot === null && (
            <Menu
              groups={menuGroupsOf(registry, [
                ['connector.openapi', 'connector.duplicate', 'connector.export', 'connector.copy-key'],
                ['connector.remove']
              ])}
              trigger={<IconButton label={`More for ${name}`} icon={<Ellipsis aria-hidden />} />}
            />
          )}
        </div>
        <nav
          ref={tabsRow}
          aria-label={`Pages of ${name}`}
          className={`mt-2 -ml-2 flex gap-1 max-md:mt-0 scroll-px-12 overflow-x-auto [scrollbar-width:none] ${rowFadeClass}`}
        >
          {connectorTabs
            .filter(tab => tab.forAll || whyNot === null)
            .map(({ to, label }) => (
              <Link key={to} to={to} params={{ connectorId }} search={previous => previous} {...viewLink}>
                {label}
              </Link>
            ))}
        </nav>
      </header>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
      {isAdding && adding !== null && (
        <adding.OpenApiDialog into={connector} onClose={() => setAdding(false)} />
      )}
      {isUsed && users !== null && (
        <users.ConnectorUsersDialog connectorId={connectorId} name={name} onClose={() => setUsed(false)} />
      )}
    </>
  )
}
