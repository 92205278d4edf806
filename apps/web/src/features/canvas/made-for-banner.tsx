import { Button } from '@hookwright/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CornerUpLeft } from 'lucide-react'
import { useDrawing } from './use-canvas.tsx'

/**
 * Banner on a helper flow that was created from the dialog of an event. It tells the user to apply the flow
 * in the other tab.
 */
export const MadeForBanner = () => {
  const { madeFor } = useSearch({ strict: false })
  const navigate = useNavigate()
  const event = useDrawing(({ view }) => view.catalog.flows.get(madeFor ?? ''))
  if (event === undefined) return null
  const close = (): void =>
    void navigate({ to: '.', search: ({ madeFor: _, ...before }) => before, replace: true })
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-info-soft px-4 py-1.5 text-body text-ink"
    >
      <span className="flex min-w-0 grow basis-64 items-start gap-2">
        <CornerUpLeft aria-hidden className="mt-0.5 size-4 shrink-0 text-info" strokeWidth={1.75} />
        <span className="min-w-0">
          This flow was made for {event.name === null ? 'an event' : `“${event.name}”`}. To use this flow,
          return to the other tab and select Apply in the event’s dialog.
        </span>
      </span>
      <Button size="card" onClick={close}>
        Got it
      </Button>
    </div>
  )
}
