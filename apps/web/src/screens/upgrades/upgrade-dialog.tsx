import type { Id } from '@hookwright/model'
import { Dialog, lazyPart, useLazyLayer } from '@hookwright/ui'

const lazyPlan = lazyPart(() => import('./upgrade-plan.tsx'))

/** Dialog with the plan of an upgrade, of one flow or of all flows of a connector. */
export const UpgradeDialog = ({
  of,
  onClose
}: {
  /**
   * Flow or connector whose upgrade is shown; null while the dialog is closed. If `flowId` is null, all flows
   * of the connector are upgraded.
   */
  of: { connectorId: Id; connectorName: string; flowId: Id | null } | null
  onClose: () => void
}) => {
  const plan = useLazyLayer(lazyPlan, of !== null)
  if (plan === null) return null
  return (
    <Dialog
      open={of !== null}
      onOpenChange={open => !open && onClose()}
      title={of === null ? 'Upgrade' : `Upgrade to the deployed version of “${of.connectorName}”`}
    >
      {of !== null && <plan.UpgradePlan connectorId={of.connectorId} flowId={of.flowId} onDone={onClose} />}
    </Dialog>
  )
}
