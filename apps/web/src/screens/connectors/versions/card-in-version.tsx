import { cardSpecs } from '@hookwright/cards'
import { ActionCardPreview, EventCardPreview } from '@hookwright/cards/preview'
import { actionsOfVersion, eventsOfVersion } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import { useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useConnector } from '../use-connector.ts'
import { CappedCard } from './capped-card.tsx'

/**
 * Preview of the card of a version's event or action. Options can be edited and sections collapsed, but
 * nothing is saved.
 */
export const CardInVersion = ({
  versionId,
  shownId,
  children
}: {
  versionId: Id
  /** Flow of the event or action. */
  shownId: Id
  /** Shown instead of the card if the version does not have it. */
  children: ReactNode
}) => {
  const { branding } = useConnector()
  // A version never changes, so it is fetched once.
  const { data } = useSuspenseQuery({
    ...useTrpc().versions.get.queryOptions({ versionId }),
    staleTime: Number.POSITIVE_INFINITY
  })
  const { events, actions } = useMemo(
    () => ({
      events: eventsOfVersion('', data.snapshot, cardSpecs).map(([, event]) => event),
      actions: actionsOfVersion('', data.snapshot, cardSpecs).map(([, action]) => action)
    }),
    [data]
  )
  const event = events.find(({ id }) => id === shownId)
  const action = actions.find(({ id }) => id === shownId)
  if (event === undefined && action === undefined) return children
  return (
    <CappedCard key={shownId}>
      {event !== undefined && <EventCardPreview event={event} brand={branding} />}
      {action !== undefined && <ActionCardPreview action={action} brand={branding} />}
    </CappedCard>
  )
}
