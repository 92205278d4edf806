import { Button } from '@hookwright/ui'
import { Zap } from 'lucide-react'
import { useCanvas } from './use-canvas.tsx'

/** Placeholders on an empty canvas for the event and for the first card after it. */
export const GhostCards = () => {
  const canvas = useCanvas()
  return (
    <div className="absolute inset-0 z-10 flex items-center justify-center gap-14 p-6 max-md:flex-col max-md:gap-4">
      <div className="flex min-h-30 w-70 max-w-full flex-col items-center justify-center gap-3 rounded-m border border-dashed border-line-strong bg-surface p-6 text-center">
        <p className="m-0 text-body text-ink-2">Every flow starts with an event.</p>
        <Button
          look="primary"
          // Whoever opens an empty flow is about to choose its event.
          autoFocus
          icon={<Zap aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={() => canvas.ui.setState({ dialog: 'event' })}
        >
          Add event
        </Button>
      </div>
      <div
        aria-hidden
        className="flex h-30 w-70 items-center justify-center rounded-m border border-dashed border-line text-body text-ink-3 max-md:hidden"
      >
        Then add cards
      </div>
    </div>
  )
}
