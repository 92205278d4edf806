import { type Id, shownFlowName } from '@hookwright/model'
import { Button, Dialog, Notice, Spinner } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'

/** Dialog that lists the active flows that use a connector, with links. They prevent its deletion. */
export const ConnectorUsersDialog = ({
  connectorId,
  name,
  onClose
}: {
  connectorId: Id
  name: string
  onClose: () => void
}) => {
  const { data, error } = useQuery({
    ...useTrpc().versions.impact.queryOptions({ connectorId, versionId: null }),
    staleTime: 0
  })
  const users = data?.flows.filter(({ on }) => on)
  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={`“${name}” was not deleted`}
      description="These flows use the connector and are on. Turn them off first, then delete the connector."
      foot={<Button onClick={onClose}>Close</Button>}
    >
      {error !== null && <Notice tone="err">{faultOf(error).message}</Notice>}
      {error === null && users === undefined && <Spinner />}
      {users !== undefined && (
        <ul aria-label={`Used by ${formatCount(users.length, 'flow')}`} className="m-0 list-none p-0">
          {users.map(({ flowId, flowName, ownerName }) => (
            <li
              key={flowId}
              className="flex min-h-9 items-center gap-3 border-t border-line first:border-t-0"
            >
              <Link
                to="/flows/$flowId"
                params={{ flowId }}
                className="min-w-0 truncate rounded-xs text-label text-accent-text hover:underline"
              >
                {shownFlowName(flowName)}
              </Link>
              <span className="ml-auto shrink-0 text-small text-ink-3">{ownerName}</span>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
