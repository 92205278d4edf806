import type { EventSignature } from '@hookwright/engine'
import { type Card, type FieldId, type JsonObject, literal } from '@hookwright/model'
import { useCallback, useMemo, useState } from 'react'
import { pollingEvent } from '../polling-event/card.ts'
import { pollingEventView } from '../polling-event/view.tsx'
import { CardPreview } from '../view/card-preview.tsx'
import { type Picks, picksOf, valuesOf } from '../view/option-values.ts'
import type { Workbench } from '../view/workbench.ts'
import { connectorEvent } from './card.ts'
import { catalogWithEvent, freshEventCard } from './fresh-event-card.ts'
import { connectorEventView } from './view.tsx'

const VERSION = 'draft'

interface EventCardPreviewProps {
  /** Event to preview, deployed or draft. */
  event: EventSignature
  brand: Workbench['brand']
  /** Values shown below the outputs, by output id; null for none. */
  data?: Record<FieldId, unknown> | null
  /** Chosen values of the options, if the parent controls them. If absent, the preview keeps them itself. */
  picks?: Picks
  onPicks?: (picks: Picks) => void
}

/**
 * Preview of an event's card as users see it. It shows the real card view: options can be chosen, parts
 * folded and run settings changed, but nothing is saved.
 */
export const EventCardPreview = ({ event, brand, data = null, picks, onPicks }: EventCardPreviewProps) => {
  const [own, setOwn] = useState<Picks>({})
  const isPolled = event.kind === 'polling-monitor'
  const picked = picks ?? own
  const pick = onPicks ?? setOwn
  const [running, setRunning] = useState<JsonObject>({})

  const card = useMemo(() => {
    const fresh = freshEventCard({ id: 'event', event, connectorId: '', versionId: VERSION })
    const inputs = Object.fromEntries(
      Object.entries(valuesOf(event.options, picked)).map(([id, value]) => [id, literal(value)])
    )
    return { ...fresh, config: { ...fresh.config, ...running }, inputs }
  }, [event, picked, running])
  const catalog = useMemo(() => catalogWithEvent(event, VERSION), [event])
  const take = useCallback(
    (next: Card): void => {
      pick(picksOf(event.options, next))
      setRunning(next.config)
    },
    [event, pick]
  )

  return (
    // A layer of its own: rounded corners come out the same to the bit wherever the card is shown.
    <figure data-event-card={event.id} className="m-0 w-fit bg-canvas p-4 will-change-transform">
      <CardPreview
        card={card}
        spec={isPolled ? pollingEvent : connectorEvent}
        view={isPolled ? pollingEventView : connectorEventView}
        catalog={catalog}
        unnamed="Unnamed event"
        connectorName={event.connectorName}
        brand={brand}
        data={data}
        onCard={take}
      />
    </figure>
  )
}
