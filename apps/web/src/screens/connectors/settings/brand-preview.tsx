import { CardPreview } from '../card-preview.tsx'
import { useEventCard } from '../use-event-card.ts'
import type { AboutDraft } from './settings-draft.ts'

/** Returns the typed color if it is valid, otherwise gray. */
const drawable = (accent: string): string =>
  /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(accent) ? accent : '#808080'

/** Preview of the connector's first event card with the draft's name, color and logo. */
export const BrandPreview = ({
  connectorId,
  about: { name, accent, logo }
}: {
  connectorId: string
  about: AboutDraft
}) => (
  <div className="flex flex-col gap-2">
    <h3 className="text-small font-semibold text-ink-3">As users see it</h3>
    <CardPreview
      label="Card preview"
      name={name}
      branding={{ accent: drawable(accent), logo }}
      event={useEventCard(connectorId)}
      sample={null}
    />
  </div>
)
