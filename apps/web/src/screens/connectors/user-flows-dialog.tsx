import { shownFlowName } from '@hookwright/model'
import { Badge, Button, Dialog } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { ConnectorUser } from './use-connector-users.ts'

/** Dialog that lists the users' flows that use a connector, or one of its events or actions. */
export const UserFlowsDialog = ({
  name,
  flows,
  onClose
}: {
  /** Name of the connector, event or action in use. */
  name: string
  flows: readonly ConnectorUser[]
  onClose: () => void
}) => (
  <Dialog
    open
    onOpenChange={open => !open && onClose()}
    title={`Flows that use “${name}”`}
    foot={<Button onClick={onClose}>Close</Button>}
  >
    {flows.length === 0 && <p className="m-0 text-body text-ink-2">No flow uses this connector yet.</p>}
    <ul className="m-0 flex list-none flex-col p-0">
      {flows.map(({ flowId, flowName, ownerName, on }) => (
        <li
          key={flowId}
          className="flex min-h-9 items-center gap-3 border-b border-line py-1 last:border-b-0"
        >
          <Link
            to="/flows/$flowId"
            params={{ flowId }}
            className="min-w-0 truncate rounded-xs text-label text-accent-text hover:underline"
          >
            {shownFlowName(flowName)}
          </Link>
          <span className="min-w-0 grow truncate text-small text-ink-3">{ownerName}</span>
          {on ? (
            <Badge tone="ok" icon={<Check aria-hidden />}>
              On
            </Badge>
          ) : (
            <Badge>Off</Badge>
          )}
        </li>
      ))}
    </ul>
  </Dialog>
)
