import type { ListedConnection } from '@hookwright/backend'
import type { SignedIn } from './own.ts'

/** Adds the names of their owners to flows; null for an owner who was removed. */
export const withOwnerNames = <Thing extends { ownerId: string }>(
  { people }: Pick<SignedIn, 'people'>,
  things: Thing[]
) => things.map(thing => ({ ...thing, ownerName: people.nameOf(thing.ownerId) }))

/** Adds the names of members to a connection of the list; null for a member who was removed. */
export const connectionForViewer = (
  context: Pick<SignedIn, 'people'>,
  { shares, users, ...connection }: ListedConnection
) => ({
  ...connection,
  ownerName: context.people.nameOf(connection.ownerId),
  shares: shares.map(({ target, by, at }) => ({
    target,
    name: target.with === 'person' ? context.people.nameOf(target.personId) : null,
    byName: context.people.nameOf(by),
    at
  })),
  users: withOwnerNames(context, users)
})
