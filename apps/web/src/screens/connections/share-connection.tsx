import { type Id, type ShareTarget, shareKeyOf } from '@hookwright/model'
import { Button, Checkbox, Dialog, MultiSelect, Notice } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { AccessEffects } from './affected-flows.tsx'
import { type ListedConnection, type SharedRole, sharedRoleNames, sharedRoles } from './format-connection.ts'

type Save = (targets: ShareTarget[]) => Promise<void>

/** List of the flows that saving the shares puts on hold or resumes. */
const Effects = ({ connectionId, targets }: { connectionId: Id; targets: ShareTarget[] }) => {
  const { data } = useQuery({
    ...useTrpc().connections.shareEffects.queryOptions({ connectionId, targets }),
    placeholderData: before => before,
    staleTime: 0
  })
  return <AccessEffects effects={data} />
}

const Form = ({
  connection,
  save,
  onDone
}: {
  connection: ListedConnection
  save: Save
  onDone: () => void
}) => {
  const before = connection.shares.map(({ target }) => target)
  const [people, setPeople] = useState(() =>
    before.flatMap(target => (target.with === 'person' ? target.personId : []))
  )
  const [roles, setRoles] = useState<SharedRole[]>(() =>
    before.flatMap(target => (target.with === 'role' ? target.role : []))
  )
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { data: members = [] } = useQuery(useTrpc().people.names.queryOptions())
  const choices = members.flatMap(({ id, name, role }) =>
    id === connection.ownerId || role === 'viewer' ? [] : [{ value: id, label: name }]
  )
  const removed = people.filter(id => !choices.some(({ value }) => value === id))
  const targets: ShareTarget[] = [
    ...people.map(personId => ({ with: 'person' as const, personId })),
    ...roles.map(role => ({ with: 'role' as const, role }))
  ]
  const keysOf = (some: ShareTarget[]): string => some.map(shareKeyOf).toSorted().join(' ')
  const isSame = keysOf(targets) === keysOf(before)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (isSame || busy) return
    setBusy(true)
    setRefused(null)
    try {
      await save(targets)
      onDone()
    } catch (thrown) {
      setRefused(faultOf(thrown).message)
      setBusy(false)
    }
  }

  return (
    <form onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refused !== null && <Notice tone="err">{refused}</Notice>}
      <MultiSelect
        label="Members"
        placeholder="Choose members"
        choices={[...choices, ...removed.map(value => ({ value, label: 'Former member' }))]}
        value={people}
        onValueChange={setPeople}
      />
      <fieldset className="m-0 flex flex-col gap-1 border-0 p-0">
        <legend className="mb-1 p-0 text-label text-ink">Roles</legend>
        {sharedRoles.map(role => (
          <Checkbox
            key={role}
            label={sharedRoleNames[role]}
            checked={roles.includes(role)}
            onCheckedChange={isChecked =>
              setRoles(isChecked ? [...roles, role] : roles.filter(other => other !== role))
            }
          />
        ))}
      </fieldset>
      {!isSame && <Effects connectionId={connection.id} targets={targets} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={isSame} busy={busy}>
          Save
        </Button>
      </div>
    </form>
  )
}

/** Dialog that chooses the members and roles that a connection is shared with. */
export const ShareConnection = ({
  connection,
  open,
  save,
  onClose
}: {
  connection: ListedConnection
  open: boolean
  /** Saves the members and roles. Rejects with the server's error. */
  save: Save
  onClose: () => void
}) => (
  <Dialog
    open={open}
    onOpenChange={next => !next && onClose()}
    title={`Share “${connection.name}”`}
    description="Selected members can use the connection in their flows. They cannot see or change its values."
  >
    {open && <Form connection={connection} save={save} onDone={onClose} />}
  </Dialog>
)
