import { Button, Notice, RadioGroup } from '@hookwright/ui'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import type { ListedMember, Role } from './api-types.ts'
import { roleChoices } from './format-member.ts'

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
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" disabled={role === member.role} busy={busy}>
          Change
        </Button>
      </div>
    </form>
  )
}
