import type { Id, Orphan } from '@hookwright/model'
import { Button, Notice, TextField } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../api/fault-of.ts'
import { useTrpc } from '../../api/use-api.tsx'
import { minuteTime } from '../../shell/clock-time.ts'
import { useSay } from '../../shell/use-say.ts'
import { Section } from './section.tsx'

const LetBe = ({ orphan, onDone }: { orphan: Orphan; onDone: () => void }) => {
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
        label="Why it may stay there"
        placeholder="It belongs to our test installation"
        maxLength={500}
        value={reason}
        onValueChange={setReason}
        className="min-w-48 grow"
      />
      <Button type="submit" disabled={reason.trim() === ''} busy={ignore.isPending}>
        Let it be
      </Button>
      {ignore.error !== null && <Notice tone="err">{faultOf(ignore.error).message}</Notice>}
    </form>
  )
}

const Found = ({ orphan, onDone }: { orphan: Orphan; onDone: () => void }) => {
  const trpc = useTrpc()
  const say = useSay()
  const name = orphan.remoteId === '' ? orphan.url : orphan.remoteId
  const remove = useMutation(
    trpc.orphans.remove.mutationOptions({
      onSuccess: fault => {
        if (fault === null) say.done(`“${name}” was removed at the service.`)
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
            <span className="break-all">{orphan.url}</span>
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
            Remove at the service
          </Button>
        )}
      </div>
      <p className="m-0 text-body break-words text-ink-2">
        {orphan.reason}
        {!orphan.removable && ' It is not known how to remove it from here; do that at the service.'}
      </p>
      <LetBe orphan={orphan} onDone={onDone} />
    </li>
  )
}

/** What stands at the connector's service and belongs to nothing here; nothing while there is none. */
export const FoundAtService = ({ connectorId }: { connectorId: Id }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const { data, error } = useQuery(trpc.orphans.list.queryOptions())
  const open = (data ?? []).filter(
    orphan => orphan.connectorId === connectorId && orphan.status.is === 'open'
  )
  const again = (): void => void queries.invalidateQueries({ queryKey: trpc.orphans.pathKey() })
  if (error !== null) return <Notice tone="err">{faultOf(error).message}</Notice>
  if (open.length === 0) return null
  return (
    <Section
      title="Left at the service"
      lead="These registrations send to this installation, but nothing here owns them. Remove them, or say why they may stay."
    >
      <ul aria-label="Left at the service" className="m-0 flex list-none flex-col gap-3 p-0">
        {open.map(orphan => (
          <Found key={orphan.id} orphan={orphan} onDone={again} />
        ))}
      </ul>
    </Section>
  )
}
