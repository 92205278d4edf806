import type { ListedMember, Role } from './api-types.ts'

/** Roles in ascending order of permissions, each with its permissions. */
export const roleChoices = [
  {
    value: 'viewer',
    label: 'Viewer',
    description: 'Sees all flows and their status, but no event data.'
  },
  {
    value: 'user',
    label: 'User',
    description: 'Builds their own flows, turns them on and sees their deliveries.'
  },
  {
    value: 'maker',
    label: 'Maker',
    description: 'Can do everything that a user can do, and builds and deploys connectors.'
  },
  {
    value: 'admin',
    label: 'Admin',
    description: 'Full access, including other members’ items and member management.'
  }
] as const satisfies readonly { value: Role; label: string; description: string }[]

/** Returns the name of a role, such as `Viewer`. */
export const formatRole = (role: Role): string =>
  roleChoices.find(({ value }) => value === role)?.label ?? role

/** Returns the initials of a name: `AE` for Ada Example. */
export const initialsOf = (name: string): string => {
  const words = name.split(' ')
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map(word => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}

/** Returns the reason why a member's role cannot be changed, as a sentence; null if it can. */
export const whyNoOtherRole = (member: ListedMember, members: readonly ListedMember[]): string | null =>
  member.role === 'admin' && members.every(({ id, role }) => role !== 'admin' || id === member.id)
    ? 'This is the only admin. Make another member an admin first.'
    : null

/** Returns why a member cannot be removed, as a sentence; null when they can. */
export const whyNotRemoved = (
  member: ListedMember,
  { members, myId }: { members: readonly ListedMember[]; myId: string }
): string | null => {
  const whyNot = whyNoOtherRole(member, members)
  if (whyNot !== null) return whyNot
  return member.id === myId ? 'You cannot remove yourself. Ask another admin to do it.' : null
}
