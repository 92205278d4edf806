import { BrandMark } from '@hookwright/ui'
import { Zap } from 'lucide-react'
import type { AboutDraft } from './overview-draft.ts'

/** A colour to draw with, also while it is being typed. */
const drawable = (accent: string): string =>
  /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(accent) ? accent : '#808080'

/** The head of this connector's event card, as those who use it see it. */
export const BrandPreview = ({ about: { name, accent, logo } }: { about: AboutDraft }) => (
  <section aria-label="Card preview" className="flex flex-col gap-2">
    <h3 className="text-small font-semibold text-ink-3">On its cards</h3>
    <div
      data-testid="card-preview"
      className="relative flex w-70 max-w-full items-center gap-2.5 overflow-hidden rounded-m border border-line bg-surface py-2 pr-3 pl-4 shadow-1"
    >
      <span aria-hidden className="absolute inset-y-0 left-0 w-1" style={{ background: drawable(accent) }} />
      <BrandMark name={name} logo={logo} accent={drawable(accent)} size={28} />
      <span className="flex min-w-0 flex-col">
        <span className="truncate text-small text-ink-3">{name === '' ? 'No name yet' : name}</span>
        <span className="truncate text-label">Webhook Event</span>
      </span>
      <Zap aria-hidden className="ml-auto size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
    </div>
  </section>
)
