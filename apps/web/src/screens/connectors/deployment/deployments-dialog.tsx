import type { Id } from '@hookwright/model'
import { Badge, Dialog } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { minuteTime } from '../../../kit/page/clock-time.ts'
import type { DeploymentView } from './use-versions.ts'
import { VisibilityBadge } from './version-badges.tsx'

/** List of all deployments of the connector, newest first. */
export const DeploymentsDialog = ({
  connectorId,
  deployments,
  open,
  onOpenChange
}: {
  connectorId: Id
  deployments: readonly DeploymentView[]
  open: boolean
  onOpenChange: (open: boolean) => void
}) => (
  <Dialog
    open={open}
    onOpenChange={onOpenChange}
    size="w-160"
    title="Deployment history"
    description="Rollbacks are listed as deployments."
  >
    <ol aria-label="Deployments" className="flex list-none flex-col rounded-s border border-line">
      {deployments.map(({ id, number, at, by, visible, note }, index) => (
        <li key={id} className="flex flex-col gap-1 border-t border-line px-3 py-2 first:border-t-0">
          <div className="flex flex-wrap items-center gap-2">
            <Link
              to="/connectors/$connectorId/versions/$number"
              params={{ connectorId, number: String(number) }}
              className="rounded-xs text-label text-accent-text underline"
            >
              Version {number}
            </Link>
            {index === 0 && <Badge tone="ok">Current</Badge>}
            <VisibilityBadge visible={visible} deployed />
            <span className="tabular text-small text-ink-3">
              {minuteTime(at)}, by {by ?? 'unknown user'}
            </span>
          </div>
          {note !== '' && <p className="text-small break-words text-ink-2">{note}</p>}
        </li>
      ))}
    </ol>
  </Dialog>
)
