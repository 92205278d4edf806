import type { Id } from '@hookwright/model'
import { Dialog, lazyPart, useLazyLayer } from '@hookwright/ui'

const lazyPlan = lazyPart(() => import('./apply-plan.tsx'))

/** Dialog that applies the draft of an active flow, so that new events run the draft. */
export const ApplyDialog = ({
  flow,
  onClose
}: {
  /** Null while the dialog is closed. */
  flow: { id: Id; name: string } | null
  onClose: () => void
}) => {
  const plan = useLazyLayer(lazyPlan, flow !== null)
  if (plan === null) return null
  return (
    <Dialog
      open={flow !== null}
      onOpenChange={open => !open && onClose()}
      title={flow === null ? 'Apply changes' : `Apply the changes to “${flow.name}”`}
    >
      {flow !== null && <plan.ApplyPlan flowId={flow.id} onDone={onClose} />}
    </Dialog>
  )
}
