import { Button, Dialog, Notice, TextField } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'

const Form = ({
  before,
  rename,
  onDone
}: {
  before: string
  rename: (name: string) => Promise<void>
  onDone: () => void
}) => {
  const [name, setName] = useState(before)
  const work = useMutation({ mutationFn: rename, onSuccess: onDone })
  const isEmpty = name.trim() === ''
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isEmpty && !work.isPending) work.mutate(name.trim())
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {work.error !== null && <Notice tone="err">{faultOf(work.error).message}</Notice>}
      <TextField
        label="Name"
        required
        autoComplete="off"
        maxLength={100}
        value={name}
        onValueChange={setName}
        error={isEmpty ? 'Enter a name.' : null}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isEmpty} busy={work.isPending}>
          Rename
        </Button>
      </div>
    </form>
  )
}

/** Dialog that renames a connection. */
export const RenameConnection = ({
  name,
  open,
  rename,
  onClose
}: {
  name: string
  open: boolean
  /** Renames the connection. Rejects with the server's error. */
  rename: (name: string) => Promise<void>
  onClose: () => void
}) => (
  <Dialog open={open} onOpenChange={next => !next && onClose()} title="Rename connection">
    {open && <Form before={name} rename={rename} onDone={onClose} />}
  </Dialog>
)
