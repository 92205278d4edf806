import type { Id } from '@hookwright/model'
import { Dialog } from '@hookwright/ui'
import { TestEventForm } from './test-event-form.tsx'

/** Dialog that sends a custom event to a flow. */
export const TestEventDialog = ({
  flowId,
  name,
  open,
  onOpenChange
}: {
  flowId: Id
  /** Name of the flow. */
  name: string
  open: boolean
  onOpenChange: (open: boolean) => void
}) => (
  <Dialog
    open={open}
    onOpenChange={onOpenChange}
    title="Send test event"
    description={`Sends a request to the Event URL of “${name}”, as the service does.`}
    size="w-180"
    bare
  >
    {open && <TestEventForm flowId={flowId} onClose={() => onOpenChange(false)} />}
  </Dialog>
)
