import { nameOfCopy, validateConnectorName } from '@hookwright/model'
import { Button, Dialog, Notice, TextField } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'

const Form = ({
  name: taken,
  restoreAs,
  onClose
}: {
  name: string
  restoreAs: (name: string) => Promise<void>
  onClose: () => void
}) => {
  const [name, setName] = useState(() => nameOfCopy(taken, [], 80))
  const work = useMutation({ mutationFn: restoreAs })
  const error = validateConnectorName(name, [taken])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (error === null && !work.isPending) work.mutate(name)
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {work.error !== null && <Notice tone="err">{faultOf(work.error).message}</Notice>}
      <p className="m-0 text-body text-ink-2">
        Another connector is now named “{taken}”. Restore this connector under a different name, or rename the
        other connector first.
      </p>
      <TextField
        label="Name"
        required
        autoComplete="off"
        value={name}
        onValueChange={setName}
        error={error}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep in the recycle bin</Button>
        <Button type="submit" look="primary" disabled={error !== null} busy={work.isPending}>
          Restore
        </Button>
      </div>
    </form>
  )
}

/** Dialog to rename a connector whose name was taken while it was in the recycle bin. */
export const RestoreAsDialog = ({
  name,
  restoreAs,
  onClose
}: {
  /** Current name of the connector; null while the dialog is closed. */
  name: string | null
  restoreAs: (name: string) => Promise<void>
  onClose: () => void
}) => (
  <Dialog open={name !== null} onOpenChange={open => !open && onClose()} title="Name already in use">
    {name !== null && <Form name={name} restoreAs={restoreAs} onClose={onClose} />}
  </Dialog>
)
