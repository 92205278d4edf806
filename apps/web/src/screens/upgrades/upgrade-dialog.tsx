import type { Id } from '@hookwright/model'
import { Dialog, late, useLateLayer } from '@hookwright/ui'

const latePlan = late(() => import('./upgrade-plan.tsx'))

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
  const plan = useLateLayer(latePlan, of !== null)
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
