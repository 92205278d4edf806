import type { Id } from '@hookwright/model'
import { Button, buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { GitCompareArrows, History, Rocket } from 'lucide-react'
import { useState } from 'react'
import { minuteTime } from '../../../kit/page/clock-time.ts'
import { DeployDialog } from '../deployment/deploy-dialog.tsx'
import { deployedOf, useVersions, type VersionView } from '../deployment/use-versions.ts'
import { StatusBadge, VisibilityBadge } from '../deployment/version-badges.tsx'

/** Bar above a version: its status, note and actions. */
export const VersionBar = ({ connectorId, version }: { connectorId: Id; version: VersionView }) => {
  const { number, status, visible, note, createdAt, createdBy } = version
  const deployed = deployedOf(useVersions(connectorId))
  const [deploying, setDeploying] = useState(false)
  const isBack = deployed !== undefined && number < deployed.number
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-surface px-8 py-3 max-md:px-4">
      <div className="flex min-w-0 grow flex-col gap-0.5">
        <div className="flex flex-wrap items-center gap-2">
          <h1 className="m-0 text-h1">Version {number}</h1>
          <StatusBadge status={status} />
          <VisibilityBadge visible={visible} deployed={status === 'deployed'} />
        </div>
        <p className="tabular text-small break-words text-ink-3">
          Created {minuteTime(createdAt)} by {createdBy}
          {note !== '' && <span className="text-ink-2"> · {note}</span>}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Link
          to="/connectors/$connectorId/compare/$before/$after"
          params={{ connectorId, before: String(number), after: 'draft' }}
          className={buttonClass()}
        >
          <GitCompareArrows aria-hidden className="size-4" strokeWidth={1.75} />
          Compare with the draft
        </Link>
        {status !== 'deployed' && (
          <Button
            look="primary"
            icon={
              isBack ? (
                <History aria-hidden className="size-4" strokeWidth={1.75} />
              ) : (
                <Rocket aria-hidden className="size-4" strokeWidth={1.75} />
              )
            }
            onClick={() => setDeploying(true)}
          >
            {isBack ? 'Roll back' : 'Deploy'}
          </Button>
        )}
      </div>
      <DeployDialog
        version={deploying ? version : null}
        isBack={isBack}
        onClose={() => setDeploying(false)}
      />
    </header>
  )
}
