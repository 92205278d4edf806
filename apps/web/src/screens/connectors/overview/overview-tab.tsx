import type { Id } from '@hookwright/model'
import { cx, lazyPart, Notice, Select, useLazy, useLoadedPart } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { loadWithZod } from '../../../kit/loading/load-with-zod.ts'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import { useUnowned } from '../../registrations/use-unowned.ts'
import { CardPreview } from '../card-preview.tsx'
import { Undeployed } from '../connector-state.tsx'
import { deployedOf } from '../deployment/use-versions.ts'
import { useDrifting } from '../drift/use-drifting.ts'
import { definesEvent } from '../flows/flow-groups.ts'
import { groundClass } from '../ground-class.ts'
import { useConnector } from '../use-connector.ts'
import { useEventCard } from '../use-event-card.ts'
import { ConnectorFigures } from './connector-figures.tsx'
import { EventsAndActions } from './events-and-actions.tsx'
import { ReadinessList } from './readiness-list.tsx'
import { Section } from './section.tsx'
import { SupportingFlows } from './supporting-flows.tsx'
import { VersionLine } from './version-line.tsx'

const lazyRows = lazyPart(() => import('../../registrations/unowned-registrations.tsx'))

/**
 * List of registrations at the connector's service that belong to no flow here. Renders nothing without any.
 */
const LeftAtService = ({ connectorId }: { connectorId: Id }) => {
  const orphans = useUnowned(connectorId)
  const rows = useLazy(lazyRows, orphans.length > 0)
  if (rows === null || orphans.length === 0) return null
  return (
    <Section
      title="Registrations left at the service"
      lead="These registrations send events to this installation, but do not belong to any of its flows. Remove each registration, or give a reason to keep it."
    >
      <rows.UnownedRegistrations orphans={orphans} withConnector={false} />
    </Section>
  )
}

const lazyGallery = lazyPart(() => import('./gallery-section.tsx'))

/**
 * Section of a connector that takes updates from the gallery. Its code is loaded only for such connectors.
 */
const Gallery = ({ connectorId }: { connectorId: Id }) => {
  const { data: followed = null } = useQuery(useTrpc().gallery.following.queryOptions({ connectorId }))
  const gallery = useLazy(lazyGallery, followed !== null)
  if (gallery === null || followed === null) return null
  return <gallery.GallerySection connectorId={connectorId} hasUpdate={followed.hasUpdate} />
}

const lazyDeliveries = lazyPart(() => import('../../../features/history/recent-deliveries.tsx'))

const lazyDrift = lazyPart(() => import('./drift-section.tsx'))

/** Drift section, whose code is loaded only if there is drift. */
const Drift = ({ connectorId }: { connectorId: Id }) => {
  const drifting = useDrifting(connectorId)
  const drift = useLazy(lazyDrift, drifting.length > 0)
  if (drift === null || drifting.length === 0) return null
  return <drift.DriftSection connectorId={connectorId} drifting={drifting} />
}

/** Maximum number of deliveries in the section. */
const MOST_DELIVERIES = 3

/** Latest deliveries of the connector's events. Renders nothing before a version with an event is deployed. */
const Deliveries = ({ connectorId }: { connectorId: Id }) => {
  const trpc = useTrpc()
  const { data: versions } = useQuery(trpc.versions.list.queryOptions({ connectorId }))
  const { data: flows } = useQuery(trpc.makerFlows.summaries.queryOptions({ connectorId }))
  const hasEvents =
    deployedOf(versions ?? []) !== undefined && flows?.some(({ kind }) => definesEvent(kind)) === true
  const part = useLazy(lazyDeliveries, hasEvents)
  if (part === null || !hasEvents) return null
  return (
    <Suspense fallback={null}>
      <part.RecentDeliveries connectorId={connectorId} limit={MOST_DELIVERIES} />
    </Suspense>
  )
}

const lazyCards = lazyPart(() => loadWithZod(() => import('../versions/version-page.tsx')))

/**
 * Card of an event or action as users see it, in the deployed version. Until the code of all cards is loaded,
 * and for one that is not deployed, the preview is drawn from the draft.
 */
const Cards = () => {
  const { id: connectorId, name, branding } = useConnector()
  const isMaker = useWhyNotMaker() === null
  const { data: versions } = useQuery({
    ...useTrpc().versions.list.queryOptions({ connectorId }),
    enabled: isMaker
  })
  const [chosenId, setChosenId] = useState<Id | null>(null)
  const { cards, shownId, ...event } = useEventCard(connectorId, chosenId)
  const deployed = deployedOf(versions ?? [])
  const part = useLoadedPart(lazyCards)
  const drawn = (
    <div className={cx(groundClass, 'items-center p-6')}>
      <CardPreview label="Card preview" name={name} branding={branding} event={event} sample={null} />
    </div>
  )
  return (
    <section aria-label="As users see it" className="flex flex-col gap-2">
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h2 className="m-0 shrink-0 text-small font-semibold text-ink-2">As users see it</h2>
        {cards.length > 1 && (
          <Select
            label="Event or action"
            hideLabel
            size="card"
            className="w-48"
            choices={cards.map(card => ({ value: card.id, label: card.name }))}
            value={shownId}
            onValueChange={setChosenId}
          />
        )}
      </div>
      {deployed === undefined || part === null || shownId === null ? (
        drawn
      ) : (
        <Suspense fallback={drawn}>
          <part.CardInVersion versionId={deployed.id} shownId={shownId}>
            {drawn}
          </part.CardInVersion>
        </Suspense>
      )}
    </section>
  )
}

/** Link to the documentation of the service, and the connector's cards as users see them. */
const About = () => {
  const { branding } = useConnector()
  return (
    <aside aria-label="About" className="flex min-w-0 flex-col gap-4">
      {branding.docsUrl !== null && (
        <a
          href={branding.docsUrl}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1.5 self-start rounded-xs text-label text-accent-text hover:underline"
        >
          Documentation of the service
          <ExternalLink aria-hidden className="size-3.5" strokeWidth={1.75} />
        </a>
      )}
      <Cards />
    </aside>
  )
}

/** Overview tab of a connector: its events and actions, its users, and its next steps. */
export const OverviewTab = () => {
  const connector = useConnector()
  const whyNot = useWhyNotMaker()
  const { id: connectorId } = connector
  return (
    <div className="grid w-full grid-cols-[minmax(0,1fr)_21rem] items-start gap-x-10 gap-y-8 px-8 py-6 max-xl:grid-cols-1 max-md:p-4">
      <div className="flex min-w-0 flex-col gap-8">
        {whyNot === null ? (
          <>
            <ReadinessList connector={connector} />
            <ConnectorFigures connectorId={connectorId} name={connector.name} />
            <EventsAndActions connectorId={connectorId} />
            <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,20rem),1fr))] gap-x-10 gap-y-8 empty:hidden">
              <SupportingFlows connectorId={connectorId} />
              <VersionLine connectorId={connectorId} />
            </div>
            <Undeployed connectorId={connectorId} />
            <Deliveries connectorId={connectorId} />
            <Gallery connectorId={connectorId} />
            <Drift connectorId={connectorId} />
            <LeftAtService connectorId={connectorId} />
          </>
        ) : (
          <Notice tone="info">{whyNot}</Notice>
        )}
      </div>
      <About />
    </div>
  )
}
