import type { Id } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { useState } from 'react'
import { formatFlowCount } from './format-series.ts'
import { UpgradeDialog } from './upgrade-dialog.tsx'
import { useUpgradeOffers } from './use-upgrades.ts'

/** Notices of newer versions, per connector or for one flow, with the dialog of the upgrade plan. */
export const UpgradeOffers = ({ flowId }: { flowId: Id | null }) => {
  const { data } = useUpgradeOffers(flowId)
  const [shown, show] = useState<{ connectorId: Id; connectorName: string; flowId: Id | null } | null>(null)
  return (
    <>
      {(data?.offers ?? []).map(({ connectorId, connectorName, from, to, flows }) => (
        <Notice
          key={connectorId}
          tone="info"
          className="rounded-none"
          action={
            <Button size="card" onClick={() => show({ connectorId, connectorName, flowId })}>
              Show plan
            </Button>
          }
        >
          Version {to} of {connectorName} is deployed.{' '}
          {flowId === null
            ? `${formatFlowCount(flows)} still on an older version.`
            : `This flow still uses version ${from}.`}
        </Notice>
      ))}
      <UpgradeDialog of={shown} onClose={() => show(null)} />
    </>
  )
}
