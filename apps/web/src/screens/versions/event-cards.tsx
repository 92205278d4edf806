import { cardSpecs } from '@hookwright/cards'
import { EventCardPreview } from '@hookwright/cards/preview'
import { eventsOfVersion } from '@hookwright/engine'
import type { VersionSnapshot } from '@hookwright/model'
import { useMemo } from 'react'

/** The cards of a version as its users see them, one for each event. */
export const EventCards = ({ snapshot }: { snapshot: VersionSnapshot }) => {
  const events = useMemo(() => eventsOfVersion('', snapshot, cardSpecs).map(([, event]) => event), [snapshot])
  if (events.length === 0)
    return (
      <p className="text-body text-ink-2">
        This version has no events for users. Add a flow that starts with Webhook Event.
      </p>
    )
  return (
    <div className="flex flex-wrap items-start gap-6">
      {events.map(event => (
        <EventCardPreview key={event.id} event={event} brand={snapshot.branding} />
      ))}
    </div>
  )
}
