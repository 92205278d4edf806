import type { Id } from '@hookwright/model'
import { Button, Notice, RadioGroup } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { AccessEffects } from '../connections/affected-flows.tsx'
import type { ListedMember, Role } from './api-types.ts'
import { roleChoices } from './format-member.ts'

/** List of the flows that a change of role puts on hold or resumes. */
const Effects = ({ personId, role }: { personId: Id; role: Role }) => {
  const { data } = useQuery({
    ...useTrpc().people.roleEffects.queryOptions({ personId, role }),
    staleTime: 0
  })
  return <AccessEffects effects={data} />
}

/** Form for the role of a member. */
export const RoleForm = ({
  member,
  isMe,
  onSubmit,
  onDone
}: {
  member: ListedMember
  isMe: boolean
  onSubmit: (role: Role) => Promise<void>
  onDone: () => void
}) => {
  const [role, setRole] = useState<Role>(member.role)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (role === member.role || busy) return
    setBusy(true)
    try {
      await onSubmit(role)
    } catch (thrown) {
      setRefused(faultOf(thrown).message)
      setBusy(false)
    }
  }

  return (
    <form onSubmit={event => void submit(event)} className="flex flex-col gap-4">
      {refused !== null && <Notice tone="err">{refused}</Notice>}
      <RadioGroup label="Role" hideLabel choices={roleChoices} value={role} onValueChange={setRole} />
      {isMe && role !== member.role && (
        <Notice tone="warn">This is your own role. Only another admin can make you an admin again.</Notice>
      )}
      {role !== member.role && <Effects personId={member.id} role={role} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={role === member.role} busy={busy}>
          Change
        </Button>
      </div>
    </form>
  )
}
