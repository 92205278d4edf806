import { Button, EmptyState, lazyPart, useLazy } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useAllActions, useRegistry } from '../../kit/actions/use-actions.tsx'
import { useMatching } from '../../kit/find/use-matching.ts'
import { BelowFewRows } from '../../kit/page/few-rows.tsx'
import { formatNumber } from '../../kit/page/format-count.ts'
import { PageAction, PageFrame } from '../../kit/page/page-frame.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { ConnectorsSearchBar } from './connectors-search-bar.tsx'
import { ConnectorsTable } from './connectors-table.tsx'
import { findConnectors } from './find-connectors.ts'
import { useConnectors } from './use-connectors.ts'
import { useTallies } from './use-tallies.ts'

const lazyNone = lazyPart(() => import('./no-connectors.tsx'))

const lazyMore = lazyPart(() => import('./more-connectors.tsx'))

/** Page of the Builder: all connectors in one table, with a search stored in the URL and a button to create one. */
export const ConnectorsPage = () => {
  usePageTitle('Builder')
  const registry = useRegistry()
  useAllActions()
  const connectors = useConnectors()
  const tallies = useTallies()
  const navigate = useNavigate()
  const whyNot = useWhyNotMaker()
  const { q = '', sort, state } = useSearch({ from: '/inside/connectors' })
  const matching = useMatching(q)
  const isEmpty = connectors.length === 0
  const none = useLazy(lazyNone, isEmpty)
  const more = useLazy(lazyMore, !isEmpty)
  if (isEmpty) return <PageFrame title="Builder">{none !== null && <none.NoConnectors />}</PageFrame>
  const found = findConnectors(connectors, { sought: q, sort: sort ?? 'name', state, tallies, matching })
  return (
    <PageFrame
      title="Builder"
      count={formatNumber(connectors.length)}
      actions={
        whyNot === null && (
          <PageAction
            look="primary"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => registry.run('connector.new')}
          >
            New connector
          </PageAction>
        )
      }
      filters={<ConnectorsSearchBar tallies={tallies} />}
    >
      {found.length > 0 && <ConnectorsTable connectors={found} tallies={tallies} />}
      <div aria-live="polite" className="empty:hidden">
        {found.length === 0 && (
          <EmptyState
            title={
              state === undefined
                ? `No connectors match “${q}”`
                : 'No connectors match this search and filter'
            }
            action={
              <Button onClick={() => void navigate({ to: '/connectors', search: { sort }, replace: true })}>
                Show all connectors
              </Button>
            }
          />
        )}
      </div>
      {q === '' && state === undefined && (
        <BelowFewRows rows={connectors.length} className="pt-8">
          {more !== null && <more.MoreConnectors />}
        </BelowFewRows>
      )}
    </PageFrame>
  )
}
