import { flawOfConnectorName } from '@hookwright/model'
import { Button, Dialog, Notice, TextArea, TextField } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useSay } from '../../kit/page/use-say.ts'
import { useConnectors } from './use-connectors.ts'

const Form = ({ onDone }: { onDone: () => void }) => {
  const trpc = useTrpc()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const say = useSay()
  const names = useConnectors().map(({ name }) => name)
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [touched, setTouched] = useState(false)
  const nameInput = useRef<HTMLInputElement>(null)
  const create = useMutation(trpc.connectors.create.mutationOptions())
  const flaw = flawOfConnectorName(name, names)
  const refused = create.error && faultOf(create.error)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (flaw !== null) {
      setTouched(true)
      nameInput.current?.focus()
      return
    }
    if (create.isPending) return
    try {
      const connector = await create.mutateAsync({ name, description })
      await queryClient.invalidateQueries({ queryKey: trpc.connectors.list.queryKey() })
      onDone()
      say.done(`The connector “${name}” was created.`)
      await navigate({ to: '/connectors/$connectorId/overview', params: { connectorId: connector.id } })
    } catch {
      // The form says what was refused.
      nameInput.current?.focus()
    }
  }

  return (
    <form onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refused !== null && <Notice tone="err">{refused.message}</Notice>}
      <TextField
        ref={nameInput}
        label="Name"
        required
        autoComplete="off"
        placeholder="Acme HR"
        value={name}
        onValueChange={value => {
          setTouched(true)
          setName(value)
        }}
        error={touched ? flaw : null}
        description="Letters, digits, spaces, - and _. The permanent key of the connector is derived from it."
      />
      <TextArea
        label="Description"
        placeholder="Describe the service for users of this connector"
        maxLength={2_000}
        value={description}
        onValueChange={setDescription}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={flaw !== null} busy={create.isPending}>
          Create
        </Button>
      </div>
    </form>
  )
}

/** Asks for the name and the description of a new connector; what is wrong with the name is said while it is typed. */
export const NewConnectorDialog = ({
  open,
  onOpenChange
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) => (
  <Dialog open={open} onOpenChange={onOpenChange} title="New connector">
    <Form onDone={() => onOpenChange(false)} />
  </Dialog>
)
