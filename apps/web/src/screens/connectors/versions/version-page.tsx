import { cardSpecs } from '@hookwright/cards'
import { ActionCardPreview, EventCardPreview } from '@hookwright/cards/preview'
import { actionsOfVersion, eventsOfVersion } from '@hookwright/engine'
import { type Id, methodsOf, type VersionSnapshot } from '@hookwright/model'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { LayoutDashboard } from 'lucide-react'
import { useMemo } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { usePageTitle } from '../../../kit/page/use-page-title.ts'
import { useVersions, type VersionView } from '../deployment/use-versions.ts'
import { Section } from '../overview/section.tsx'
import { AuthenticationSummary } from './authentication-summary.tsx'
import { FlowNav, NavItem } from './flow-nav.tsx'
import { NoVersion } from './no-version.tsx'
import { VersionBar } from './version-bar.tsx'
import { VersionFlow } from './version-flow.tsx'

// The overview of a connector shows it, and this page has all the code that it needs.
export { CardInVersion } from './card-in-version.tsx'

/** Preview of a version's cards for its users, one per event and action. */
const OfferedCards = ({ snapshot }: { snapshot: VersionSnapshot }) => {
  const events = useMemo(() => eventsOfVersion('', snapshot, cardSpecs).map(([, event]) => event), [snapshot])
  const actions = useMemo(
    () => actionsOfVersion('', snapshot, cardSpecs).map(([, action]) => action),
    [snapshot]
  )
  if (events.length + actions.length === 0)
    return (
      <p className="text-body text-ink-2">
        This version has no events or actions for users. Add a Webhook Event or Connector Action flow to the
        draft, then create a new version.
      </p>
    )
  return (
    <div className="flex flex-wrap items-start gap-6">
      {events.map(event => (
        <EventCardPreview key={event.id} event={event} brand={snapshot.branding} />
      ))}
      {actions.map(action => (
        <ActionCardPreview key={action.id} action={action} brand={snapshot.branding} />
      ))}
    </div>
  )
}

/** Overview of a version: its event and action cards and its authentication. */
const VersionOverview = ({ snapshot }: { snapshot: VersionSnapshot }) => (
  <div className="flex flex-col gap-6 px-8 py-6 max-md:p-4">
    <Section title="Cards" lead="Preview as users see them. Nothing is saved.">
      <OfferedCards snapshot={snapshot} />
    </Section>
    {methodsOf(snapshot.authentication).map(method => (
      <Section
        key={method.id}
        title={method.name === undefined ? 'Authentication' : `Authentication: ${method.name}`}
      >
        <AuthenticationSummary authentication={method} />
      </Section>
    ))}
  </div>
)

/** Returns the version with the number in the URL; null if it does not exist. */
const useVersionOf = (connectorId: Id, number: string): VersionView | null =>
  useVersions(connectorId).find(version => String(version.number) === number) ?? null

/** Returns the snapshot of a version. Snapshots never change, so each is fetched only once. */
const useSnapshot = (versionId: Id): VersionSnapshot =>
  useSuspenseQuery({
    ...useTrpc().versions.get.queryOptions({ versionId }),
    staleTime: Number.POSITIVE_INFINITY
  }).data.snapshot

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

/** Page of a version: its cards for users, its authentication, and its flows. */
export const VersionPage = () => {
  const { connectorId, number } = useParams({ from: route })
  const version = useVersionOf(connectorId, number)
  return version === null ? (
    <NoVersion connectorId={connectorId} number={number} />
  ) : (
    <OpenVersion connectorId={connectorId} version={version} />
  )
}
