import type { Orphan } from '@hookwright/model'
import { Button, cx, Notice, TextField } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { useSay } from '../../kit/page/use-say.ts'

const Ignore = ({ orphan, onDone }: { orphan: Orphan; onDone: () => void }) => {
  const trpc = useTrpc()
  const [reason, setReason] = useState('')
  const ignore = useMutation(trpc.orphans.ignore.mutationOptions({ onSettled: onDone }))
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason.trim() !== '' && !ignore.isPending) ignore.mutate({ orphanId: orphan.id, reason })
  }
  return (
    <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
      <TextField
        label="Reason to keep it"
        placeholder="Belongs to our test installation"
        maxLength={500}
        value={reason}
        onValueChange={setReason}
        className="min-w-48 grow"
      />
      <Button type="submit" disabled={reason.trim() === ''} busy={ignore.isPending}>
        Ignore
      </Button>
      {ignore.error !== null && <Notice tone="err">{faultOf(ignore.error).message}</Notice>}
    </form>
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
  const say = useSay()
  const name = orphan.remoteId === '' ? orphan.url : orphan.remoteId
  const remove = useMutation(
    trpc.orphans.remove.mutationOptions({
      onSuccess: fault => {
        if (fault === null) say.done(`“${name}” was removed at the service.`)
        else say.failed(fault)
      },
      onError: say.failed,
      onSettled: onDone
    })
  )
  return (
    <li className="flex flex-col gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <div className="min-w-0 grow">
          <p className="m-0 text-label break-all text-ink">{name}</p>
          <p className="m-0 flex flex-wrap gap-x-3 text-small text-ink-3">
            {connectorName !== null && <span>{connectorName}</span>}
            {name !== orphan.url && <span className="break-all">{orphan.url}</span>}
            <span className="whitespace-nowrap">found {minuteTime(orphan.foundAt)}</span>
          </p>
        </div>
        {orphan.removable && (
          <Button
            look="danger"
            busy={remove.isPending}
            aria-label={`Remove ${name} at the service`}
            onClick={() => remove.mutate({ orphanId: orphan.id })}
          >
            {remove.isSuccess ? 'Try again' : 'Remove at the service'}
          </Button>
        )}
      </div>
      <p className="m-0 text-body break-words text-ink-2">
        {orphan.reason}
        {!orphan.removable && ' Hookwright cannot remove it. Remove it at the service, then ignore it here.'}
      </p>
      <Ignore orphan={orphan} onDone={onDone} />
    </li>
  )
}

/** Rows of registrations that nothing here owns, each with the ways to remove it or to ignore it. */
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
    <ul aria-label="Left at the service" className={cx('m-0 flex list-none flex-col gap-3 p-0', className)}>
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
