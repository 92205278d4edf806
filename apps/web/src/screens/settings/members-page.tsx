import type { Id } from '@hookwright/model'
import { Button, Dialog, Notice } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { Loading } from '../../kit/page/loading.tsx'
import { SettingsPage } from '../../kit/page/settings-part.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { ShownSecret } from '../alerts/shown-secret.tsx'
import type { ListedMember, Role } from './api-types.ts'
import { formatRole, whyNoOtherRole, whyNotRemoved } from './format-member.ts'
import { MemberForm, type NewMember } from './member-form.tsx'
import { MemberRow } from './member-row.tsx'
import { PasswordForm } from './password-form.tsx'
import { RemoveMember } from './remove-member.tsx'
import { RoleForm } from './role-form.tsx'

/** Dialog that is open above the list. */
type Open =
  | { is: 'new' }
  | { is: 'added'; member: NewMember }
  | { is: 'role'; member: ListedMember }
  | { is: 'password'; member: ListedMember }
  | { is: 'password-given'; member: ListedMember; password: string }
  | { is: 'remove'; member: ListedMember }
  | null

const titleOf = (open: Open): string => {
  switch (open?.is) {
    case 'new':
      return 'Add member'
    case 'added':
      return `${open.member.name} was added`
    case 'role':
      return `Role of ${open.member.name}`
    case 'password':
      return `New password for ${open.member.name}`
    case 'password-given':
      return `${open.member.name} has a new password`
    default:
      return ''
  }
}

/** Returns the actions on members. Each one refreshes the list and the current member. */
const useActs = () => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const onSuccess = () => queries.invalidateQueries({ queryKey: trpc.people.pathKey() })
  return {
    add: useMutation(trpc.people.add.mutationOptions({ onSuccess })),
    setRole: useMutation(trpc.people.setRole.mutationOptions({ onSuccess })),
    setPassword: useMutation(trpc.people.setPassword.mutationOptions({ onSuccess })),
    remove: useMutation(trpc.people.remove.mutationOptions({ onSuccess }))
  }
}

const Members = ({ members }: { members: readonly ListedMember[] }) => {
  const myId = usePerson().id
  const navigate = useNavigate()
  const notifier = useNotifier()
  const acts = useActs()
  const [open, setOpen] = useState<Open>(null)
  const close = (): void => setOpen(null)
  const removed = open?.is === 'remove' ? open.member : null
  const dialog = open?.is === 'remove' ? null : open

  const add = async (member: NewMember): Promise<void> => {
    const { name } = await acts.add.mutateAsync(member)
    setOpen({ is: 'added', member: { ...member, name } })
  }
  const setRole = async ({ id: personId, name }: ListedMember, role: Role): Promise<void> => {
    await acts.setRole.mutateAsync({ personId, role })
    close()
    notifier.done(`${name} now has the ${formatRole(role)} role.`)
  }
  /**
   * Opens the dialog for a new password. For the current member, opens the page that requires the current
   * password instead.
   */
  const newPassword = (member: ListedMember): void => {
    if (member.id === myId) void navigate({ to: '/settings/profile' })
    else setOpen({ is: 'password', member })
  }
  const setPassword = async (member: ListedMember, password: string): Promise<void> => {
    await acts.setPassword.mutateAsync({ personId: member.id, password })
    setOpen({ is: 'password-given', member, password })
  }
  const remove = async ({ id: personId, name }: ListedMember, handTo: Id | null): Promise<void> => {
    await acts.remove.mutateAsync({ personId, handTo })
    close()
    notifier.done(`${name} was removed.`)
  }

  return (
    <>
      <div>
        <Button
          look="primary"
          icon={<Plus aria-hidden className="size-4" />}
          onClick={() => setOpen({ is: 'new' })}
        >
          Add member
        </Button>
      </div>
      <ul aria-label="Members" className="m-0 flex list-none flex-col border-t border-line p-0">
        {members.map(member => (
          <MemberRow
            key={member.id}
            member={member}
            isMe={member.id === myId}
            whyNot={{
              role: whyNoOtherRole(member, members),
              remove: whyNotRemoved(member, { members, myId })
            }}
            onChangeRole={() => setOpen({ is: 'role', member })}
            onNewPassword={() => newPassword(member)}
            onRemove={() => setOpen({ is: 'remove', member })}
          />
        ))}
      </ul>
      <Dialog open={dialog !== null} onOpenChange={close} title={titleOf(dialog)}>
        {dialog?.is === 'new' && <MemberForm onSubmit={add} onDone={close} />}
        {dialog?.is === 'added' && (
          <ShownSecret
            label="Password"
            secret={dialog.member.password}
            note="Send the password to the member together with their name and the address of this page."
            onDone={close}
          />
        )}
        {dialog?.is === 'role' && (
          <RoleForm
            member={dialog.member}
            isMe={dialog.member.id === myId}
            onSubmit={role => setRole(dialog.member, role)}
            onDone={close}
          />
        )}
        {dialog?.is === 'password' && (
          <PasswordForm
            member={dialog.member}
            onSubmit={password => setPassword(dialog.member, password)}
            onDone={close}
          />
        )}
        {dialog?.is === 'password-given' && (
          <ShownSecret
            label="Password"
            secret={dialog.password}
            note="Send the password to the member. Their old password no longer works and their sessions have ended."
            onDone={close}
          />
        )}
      </Dialog>
      <RemoveMember
        key={removed?.id ?? ''}
        member={removed}
        members={members}
        busy={acts.remove.isPending}
        onRemove={(member, handTo) => notifier.ifFails(remove(member, handTo))}
        onClose={close}
      />
    </>
  )
}

const MembersAsked = () => {
  const { data, error } = useQuery(useTrpc().people.list.queryOptions())
  if (data !== undefined) return <Members members={data} />
  return error === null ? <Loading /> : <Notice tone="err">{faultOf(error).message}</Notice>
}

/** Settings page of the members and their roles, for admins. */
export const MembersPage = () => {
  usePageTitle('Members')
  const { role } = usePerson()
  return (
    <SettingsPage
      title="Members"
      about={
        role === 'admin' &&
        'People who can sign in, and their roles. The new role applies from the member’s next request.'
      }
    >
      {role === 'admin' ? (
        <MembersAsked />
      ) : (
        <Notice tone="info">
          Only admins can see and manage members. Ask an admin to add someone or to change a role.
        </Notice>
      )}
    </SettingsPage>
  )
}
