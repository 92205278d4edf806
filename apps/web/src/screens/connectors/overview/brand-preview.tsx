import { accentOf, BrandMark } from '@hookwright/ui'
import type { AboutDraft } from './overview-draft.ts'

/** Returns a valid colour for a preview while one is being typed. */
const drawable = (accent: string): string =>
  /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(accent) ? accent : '#808080'

/** Preview of this connector's event card head for its users. */
export const BrandPreview = ({
  about: { name, accent, logo },
  event
}: {
  about: AboutDraft
  /** Name of an event of the connector. */
  event: string
}) => (
  <section aria-label="Card preview" className="flex flex-col gap-2">
    <h3 className="text-small font-semibold text-ink-3">On its cards</h3>
    <div
      data-testid="card-preview"
      className="flex h-13 w-70 max-w-full items-center gap-2.5 rounded-m border border-line-2 pr-3 pl-3 shadow-1"
      style={{
        background: `color-mix(in oklab, ${accentOf(name, drawable(accent))} var(--tint-app), var(--bg-surface))`
      }}
    >
      <BrandMark name={name} logo={logo} accent={drawable(accent)} size={28} />
      <span className="flex min-w-0 flex-col">
        <span className="truncate text-label font-semibold">{event}</span>
        <span className="truncate text-small text-ink-2">1 · {name === '' ? 'No name yet' : name}</span>
      </span>
    </div>
  </section>
)
