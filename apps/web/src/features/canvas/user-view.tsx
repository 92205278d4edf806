import { ActionCardPreview, EventCardPreview } from '@hookwright/cards/preview'
import { useWorkbench } from '@hookwright/cards/views'
import { IconButton } from '@hookwright/ui'
import { X } from 'lucide-react'

/**
 * Preview of the card that users get for the open event or action, next to the canvas. It updates on each
 * change.
 */
export const UserView = ({ onClose }: { onClose: () => void }) => {
  const bench = useWorkbench()
  const event = bench.useEvent()
  const action = bench.useAction()
  return (
    <aside
      aria-label="As users see it"
      className="flex w-90 shrink-0 flex-col overflow-y-auto border-l border-line bg-canvas"
    >
      <div className="flex items-center justify-between gap-2 pt-3 pr-3 pl-5">
        <h2 className="m-0 text-label text-ink">As users see it</h2>
        <IconButton size="small" label="Close user view" icon={<X aria-hidden />} onClick={onClose} />
      </div>
      <p className="m-0 px-5 text-small text-ink-3">
        Preview of the draft {action === null ? 'event' : 'action'}. Try its options; nothing is saved.
      </p>
      <div className="flex justify-center py-2">
        {action !== null ? (
          <ActionCardPreview action={action} brand={bench.brand} />
        ) : (
          event !== null && <EventCardPreview event={event} brand={bench.brand} />
        )}
      </div>
    </aside>
  )
}
