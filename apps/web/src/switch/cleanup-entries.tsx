import type { Id } from '@hookwright/model'
import { Button, Notice, TextField } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../api/fault-of.ts'
import { useTrpc } from '../api/use-api.tsx'
import { minuteTime } from '../shell/clock-time.ts'

const CloseEntry = ({ entryId }: { entryId: Id }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const [reason, setReason] = useState('')
  const close = useMutation(
    trpc.subscriptions.closeCleanupEntry.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queries.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() }),
          queries.invalidateQueries(trpc.flows.summaries.queryFilter())
        ])
    })
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (reason.trim() !== '' && !close.isPending) close.mutate({ entryId, reason })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex items-end gap-2">
        <TextField
          label="Why it is done with"
          placeholder="I removed it at the service"
          maxLength={500}
          value={reason}
          onValueChange={setReason}
          className="min-w-0 grow"
        />
        <Button type="submit" disabled={reason.trim() === ''} busy={close.isPending}>
          Close entry
        </Button>
      </div>
      {close.error !== null && <Notice tone="err">{faultOf(close.error).message}</Notice>}
    </form>
  )
}

/** What may still exist at the service of a flow, each entry with the way to close it when it is gone there. */
export const CleanupEntries = ({ flowId }: { flowId: Id }) => {
  const { data: entries, error } = useQuery(useTrpc().subscriptions.cleanupEntries.queryOptions())
  if (error !== null) return <Notice tone="err">{faultOf(error).message}</Notice>
  const open = (entries ?? []).filter(entry => entry.flowId === flowId && entry.status.is === 'open')
  return (
    <ul aria-label="Cleanup entries" className="flex list-none flex-col gap-3 empty:hidden">
      {open.map(({ id, openedAt }) => (
        <li key={id} className="flex flex-col gap-1.5 border-t border-line pt-2">
          <span className="text-small text-ink-3">Open since {minuteTime(openedAt)}</span>
          <CloseEntry entryId={id} />
        </li>
      ))}
    </ul>
  )
}
