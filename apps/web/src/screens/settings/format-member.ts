import type { ListedMember, Role } from './api-types.ts'

/** The roles from the least to the most, each with what one may do who has it. */
export const roleChoices = [
  {
    value: 'viewer',
    label: 'Viewer',
    description: 'Sees which flows there are and how they go, without the values that arrive.'
  },
  {
    value: 'user',
    label: 'User',
    description: 'Builds flows of their own, turns them on and sees what arrives for them.'
  },
  {
    value: 'maker',
    label: 'Maker',
    description: 'Builds and deploys connectors too, and may do all that a user may.'
  },
  {
    value: 'admin',
    label: 'Admin',
    description: 'May do everything, also with what others own, and says who is a member.'
  }
] as const satisfies readonly { value: Role; label: string; description: string }[]

/** `Viewer`; of a role alone. */
export const roleWord = (role: Role): string => roleChoices.find(({ value }) => value === role)?.label ?? role

/** `AE` for Ada Example. */
export const initialsOf = (name: string): string => {
  const words = name.split(' ')
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return ends.map(word => [...(word ?? '')][0]?.toUpperCase() ?? '').join('')
}

/** Why a member can be given no other role, as a sentence; null when they can. */
export const whyNoOtherRole = (member: ListedMember, members: readonly ListedMember[]): string | null =>
  member.role === 'admin' && members.every(({ id, role }) => role !== 'admin' || id === member.id)
    ? 'The only admin stays one; make someone else an admin first.'
    : null

/** Why a member cannot be removed, as a sentence; null when they can. */
export const whyNotRemoved = (
  member: ListedMember,
  { members, myId }: { members: readonly ListedMember[]; myId: string }
): string | null => {
  const whyNot = whyNoOtherRole(member, members)
  if (whyNot !== null) return whyNot
  return member.id === myId ? 'Nobody removes themself by accident; ask another admin to do it.' : null
}
