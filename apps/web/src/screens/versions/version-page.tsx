import type { Id } from '@hookwright/model'
import { useParams, useSearch } from '@tanstack/react-router'
import { LayoutDashboard } from 'lucide-react'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import type { VersionView } from '../connectors/deployment/use-versions.ts'
import { FlowNav, NavItem } from './flow-nav.tsx'
import { NoVersion } from './no-version.tsx'
import { useSnapshot, useVersionOf } from './use-snapshot.ts'
import { VersionBar } from './version-bar.tsx'
import { VersionFlow } from './version-flow.tsx'
import { VersionOverview } from './version-overview.tsx'

const route = '/inside/connectors/$connectorId/versions/$number' as const

const OpenVersion = ({ connectorId, version }: { connectorId: Id; version: VersionView }) => {
  const { flow: flowId, card } = useSearch({ from: route })
  const snapshot = useSnapshot(version.id)
  const flow = snapshot.flows.find(({ id }) => id === flowId)
  usePageTitle(`${flow === undefined ? '' : `${flow.name} · `}Version ${version.number} of ${snapshot.name}`)
  return (
    <>
      <VersionBar connectorId={connectorId} version={version} />
      <div className="flex min-h-0 grow max-md:flex-col">
        <nav
          aria-label={`Parts of version ${version.number}`}
          className="flex w-60 shrink-0 flex-col gap-4 overflow-y-auto border-r border-line bg-surface p-3 max-md:w-full max-md:flex-row max-md:gap-1 max-md:overflow-x-auto max-md:border-r-0 max-md:border-b max-md:px-2 max-md:py-1.5"
        >
          <ul className="list-none">
            <NavItem flow={null} chosen={flow === undefined}>
              <LayoutDashboard aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
              Cards and authentication
            </NavItem>
          </ul>
          <FlowNav flows={snapshot.flows} chosen={flow?.id ?? null} />
        </nav>
        {flow === undefined ? (
          <div className="min-w-0 grow overflow-y-auto">
            <VersionOverview snapshot={snapshot} />
          </div>
        ) : (
          <VersionFlow
            key={`${version.id} ${flow.id}`}
            connectorId={connectorId}
            number={version.number}
            snapshot={snapshot}
            flow={flow}
            card={card}
          />
        )}
      </div>
    </>
  )
}

/** A version, to be looked at: what users see of it, how it signs in, and each of its flows. */
export const VersionPage = () => {
  const { connectorId, number } = useParams({ from: route })
  const version = useVersionOf(connectorId, number)
  return version === null ? (
    <NoVersion connectorId={connectorId} number={number} />
  ) : (
    <OpenVersion connectorId={connectorId} version={version} />
  )
}
