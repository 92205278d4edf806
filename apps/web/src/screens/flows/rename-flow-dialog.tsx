import { validateFlowName } from '@hookwright/model'
import { Button, Dialog, Notice, TextArea, TextField } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'

interface Named {
  name: string
  description: string
}

const Form = ({
  before,
  rename,
  onDone
}: {
  before: Named
  rename: (params: Named) => Promise<void>
  onDone: () => void
}) => {
  const [name, setName] = useState(before.name)
  const [description, setDescription] = useState(before.description)
  const input = useRef<HTMLInputElement>(null)
  const work = useMutation({ mutationFn: rename, onSuccess: onDone, onError: () => input.current?.focus() })
  const error = validateFlowName(name)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (error !== null) input.current?.focus()
    else if (!work.isPending) work.mutate({ name, description })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {work.error !== null && <Notice tone="err">{faultOf(work.error).message}</Notice>}
      <TextField
        ref={input}
        label="Name"
        required
        autoComplete="off"
        value={name}
        onValueChange={setName}
        error={error}
      />
      <TextArea label="Description" maxLength={2_000} value={description} onValueChange={setDescription} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={error !== null} busy={work.isPending}>
          Save
        </Button>
      </div>
    </form>
  )
}

/** Dialog to change a flow's name and description. */
export const RenameFlowDialog = ({
  flow,
  rename,
  onClose
}: {
  /** Flow to rename; null while the dialog is closed. */
  flow: { name: string | null; description: string } | null
  /** Changes the name and description. Rejects with the server's error. */
  rename: (params: Named) => Promise<void>
  onClose: () => void
}) => (
  <Dialog open={flow !== null} onOpenChange={open => !open && onClose()} title="Rename flow">
    {flow !== null && (
      <Form
        before={{ name: flow.name ?? '', description: flow.description }}
        rename={rename}
        onDone={onClose}
      />
    )}
  </Dialog>
)
