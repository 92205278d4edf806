import { CardPreview } from '../card-preview.tsx'
import { useEventCard } from '../use-event-card.ts'
import type { AboutDraft } from './settings-draft.ts'

/** Returns a valid colour for a preview while one is being typed. */
const drawable = (accent: string): string =>
  /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(accent) ? accent : '#808080'

/** Card of the connector's first event as its users see it, in the colour of the draft. */
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
