import type { Orphan } from '@hookwright/model'
import { Button, cx } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { CloseWithReason } from '../../features/switch/close-with-reason.tsx'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'

const Close = ({ orphan, onDone }: { orphan: Orphan; onDone: () => void }) => {
  const trpc = useTrpc()
  const ignore = useMutation(trpc.orphans.ignore.mutationOptions({ onSettled: onDone }))
  return (
    <CloseWithReason
      isBusy={ignore.isPending}
      fault={ignore.error === null ? null : faultOf(ignore.error).message}
      onClose={reason => ignore.mutate({ orphanId: orphan.id, reason })}
    />
  )
}

const UnownedRegistration = ({
  orphan,
  connectorName,
  onDone
}: {
  orphan: Orphan
  connectorName: string | null
  onDone: () => void
}) => {
  const trpc = useTrpc()
  const notifier = useNotifier()
  const [isClosing, setClosing] = useState(false)
  const name = orphan.remoteId === '' ? orphan.url : orphan.remoteId
  const remove = useMutation(
    trpc.orphans.remove.mutationOptions({
      onSuccess: fault => {
        if (fault === null) notifier.done(`“${name}” was removed at the service.`)
        else notifier.failed(fault)
      },
      onError: notifier.failed,
      onSettled: onDone
    })
  )
  return (
    <li className="flex flex-col gap-3 border-b border-line py-2">
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-1.5">
        <span className="flex min-w-0 grow basis-60 items-center gap-3">
          {connectorName !== null && <ConnectorMark connectorId={orphan.connectorId} name={connectorName} />}
          <span className="flex min-w-0 flex-col">
            <span className="truncate text-h3 text-ink" title={name}>
              {name}
            </span>
            <span className="truncate text-small text-ink-3">
              {connectorName !== null && `${connectorName} · `}
              {name !== orphan.url && `${orphan.url} · `}
              found {minuteTime(orphan.foundAt)}
            </span>
          </span>
        </span>
        <span className="flex items-center gap-2 max-md:w-full">
          {orphan.removable && (
            <Button
              size="card"
              busy={remove.isPending}
              icon={<Trash2 aria-hidden className="size-4" strokeWidth={1.75} />}
              aria-label={`Remove ${name} at the service`}
              onClick={() => remove.mutate({ orphanId: orphan.id })}
            >
              {remove.isSuccess ? 'Retry' : 'Remove'}
            </Button>
          )}
          <Button
            size="card"
            aria-expanded={isClosing}
            aria-label={`Close ${name}`}
            onClick={() => setClosing(!isClosing)}
          >
            Close
          </Button>
        </span>
      </div>
      <p className="m-0 max-w-160 text-small break-words text-ink-2">
        {orphan.reason}
        {!orphan.removable &&
          ' Hookwright cannot remove this registration. Remove it at the service, then close the entry here.'}
      </p>
      {isClosing && <Close orphan={orphan} onDone={onDone} />}
    </li>
  )
}

/** Rows of orphan registrations, each with actions to remove or resolve it with a reason. */
export const UnownedRegistrations = ({
  orphans,
  withConnector,
  className
}: {
  orphans: Orphan[]
  withConnector: boolean
  className?: string
}) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const { data: connectors } = useQuery(trpc.connectors.list.queryOptions())
  const again = (): void => void queries.invalidateQueries({ queryKey: trpc.orphans.pathKey() })
  return (
    <ul aria-label="Left at the service" className={cx('m-0 flex list-none flex-col p-0', className)}>
      {orphans.map(orphan => (
        <UnownedRegistration
          key={orphan.id}
          orphan={orphan}
          connectorName={
            withConnector ? (connectors?.find(({ id }) => id === orphan.connectorId)?.name ?? null) : null
          }
          onDone={again}
        />
      ))}
    </ul>
  )
}
