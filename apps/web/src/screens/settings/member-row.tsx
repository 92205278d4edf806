import { Badge, IconButton, Menu } from '@hookwright/ui'
import { Ellipsis } from 'lucide-react'
import { dayTime } from '../../kit/page/clock-time.ts'
import type { ListedMember } from './api-types.ts'
import { formatRole, initialsOf } from './format-member.ts'

/** A row of the member list: name, date, role, and actions. */
export const MemberRow = ({
  member: { name, role, addedAt },
  isMe,
  whyNot,
  onChangeRole,
  onNewPassword,
  onRemove
}: {
  member: ListedMember
  isMe: boolean
  /** Reasons why actions are not available, as sentences; null if they are. */
  whyNot: { role: string | null; remove: string | null }
  onChangeRole: () => void
  onNewPassword: () => void
  onRemove: () => void
}) => (
  <li className="flex items-center gap-3 border-b border-line py-3">
    <span
      aria-hidden
      className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft text-label text-accent-text"
    >
      {initialsOf(name)}
    </span>
    <div className="flex min-w-0 grow flex-col">
      <span className="flex min-w-0 flex-wrap items-center gap-x-2">
        <span className="min-w-0 text-label wrap-anywhere text-ink">{name}</span>
        {isMe && <Badge tone="accent">You</Badge>}
      </span>
      <span className="text-small text-ink-3">Added {dayTime(addedAt)}</span>
    </div>
    <span className="w-16 shrink-0 text-body text-ink-2">{formatRole(role)}</span>
    <Menu
      groups={[
        [
          { id: 'role', label: 'Change role…', disabled: whyNot.role ?? undefined, run: onChangeRole },
          { id: 'password', label: 'New password…', run: onNewPassword },
          {
            id: 'remove',
            label: 'Remove…',
            danger: true,
            disabled: whyNot.remove ?? undefined,
            run: onRemove
          }
        ]
      ]}
      trigger={<IconButton label={`More for ${name}`} icon={<Ellipsis aria-hidden />} />}
    />
  </li>
)
