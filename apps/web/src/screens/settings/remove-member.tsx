import type { Id } from '@hookwright/model'
import { AlertDialog, Select } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { AffectedFlows } from '../connections/affected-flows.tsx'
import type { ListedMember } from './api-types.ts'

/** Value of the option that leaves the connections without an owner. */
const NOBODY = 'nobody'

/** Part of the removal dialog about the member's connections. The admin chooses who owns them afterwards. */
const Belongings = ({
  member,
  members,
  handTo,
  onHandTo
}: {
  member: ListedMember
  members: readonly ListedMember[]
  handTo: Id | null
  onHandTo: (personId: Id | null) => void
}) => {
  const { data } = useQuery({
    ...useTrpc().people.belongings.queryOptions({ personId: member.id }),
    staleTime: 0
  })
  if (data === undefined || (data.connections.length === 0 && data.flows.length === 0)) return null
  const heirs = members.flatMap(({ id, name, role }) =>
    id === member.id || role === 'viewer' ? [] : [{ value: id, label: name }]
  )
  const names = data.connections.map(({ name }) => `“${name}”`).join(', ')
  return (
    <div className="mt-3 flex flex-col gap-3">
      {data.connections.length > 0 && (
        <>
          <p className="m-0 wrap-anywhere">
            Owns {formatCount(data.connections.length, 'connection')}: {names}.
          </p>
          <Select
            label="Transfer connections to"
            choices={[{ value: NOBODY, label: 'Nobody' }, ...heirs]}
            value={handTo ?? NOBODY}
            onValueChange={value => onHandTo(value === NOBODY ? null : value)}
          />
        </>
      )}
      {handTo === null && <AffectedFlows does="holds" flows={data.flows} />}
    </div>
  )
}

/** Dialog that confirms the removal of a member and asks for the new owner of their connections. */
export const RemoveMember = ({
  member,
  members,
  busy,
  onRemove,
  onClose
}: {
  member: ListedMember | null
  members: readonly ListedMember[]
  busy: boolean
  onRemove: (member: ListedMember, handTo: Id | null) => void
  onClose: () => void
}) => {
  const [handTo, setHandTo] = useState<Id | null>(null)
  return (
    <AlertDialog
      open={member !== null}
      onOpenChange={() => {
        setHandTo(null)
        onClose()
      }}
      title={`Remove ${member?.name ?? 'them'}?`}
      confirm="Remove"
      busy={busy}
      onConfirm={() => member !== null && onRemove(member, handTo)}
    >
      They are signed out immediately and can no longer sign in. Their flows keep running; admins can see them
      and turn them off.
      {member !== null && (
        <Belongings member={member} members={members} handTo={handTo} onHandTo={setHandTo} />
      )}
    </AlertDialog>
  )
}
