import type { Id } from '@hookwright/model'
import { Button, Dialog, Notice, Select } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import type { ListedConnection } from './format-connection.ts'

type HandOver = (personId: Id) => Promise<void>

const Form = ({ ownerId, handOver, onDone }: { ownerId: string; handOver: HandOver; onDone: () => void }) => {
  const [personId, setPersonId] = useState<Id | null>(null)
  const work = useMutation({ mutationFn: handOver, onSuccess: onDone })
  const { data: members = [] } = useQuery(useTrpc().people.names.queryOptions())
  const choices = members.flatMap(({ id, name, role }) =>
    id === ownerId || role === 'viewer' ? [] : [{ value: id, label: name }]
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (personId !== null && !work.isPending) work.mutate(personId)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {work.error !== null && <Notice tone="err">{faultOf(work.error).message}</Notice>}
      <Select label="New owner" required choices={choices} value={personId} onValueChange={setPersonId} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={personId === null} busy={work.isPending}>
          Hand over
        </Button>
      </div>
    </form>
  )
}

/** Dialog in which an admin transfers a connection to another owner. */
export const HandOverConnection = ({
  connection: { name, ownerId },
  open,
  handOver,
  onClose
}: {
  connection: ListedConnection
  open: boolean
  /** Transfers the connection. Rejects with the server's error. */
  handOver: HandOver
  onClose: () => void
}) => (
  <Dialog
    open={open}
    onOpenChange={next => !next && onClose()}
    title={`Hand over “${name}”`}
    description="The new owner manages the connection. The former owner can still use it."
  >
    {open && <Form ownerId={ownerId} handOver={handOver} onDone={onClose} />}
  </Dialog>
)
