import { z } from 'zod'
import { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import { Role } from '../kernel/role.ts'

/** Target of a share: a member or a role. */
export const ShareTarget = z.discriminatedUnion('with', [
  z.strictObject({ with: z.literal('person'), personId: Id }),
  z.strictObject({ with: z.literal('role'), role: Role.exclude(['viewer']) })
])
export type ShareTarget = z.infer<typeof ShareTarget>

/** Share of a connection, with the member who created it. */
export interface ConnectionShare {
  target: ShareTarget
  by: string
  at: Millis
}

/** Owner of a connection, and the members and roles that it is shared with. */
export interface ConnectionAccess {
  ownerId: string
  /**
   * True if the owner was removed from the installation. Nobody can use the connection until it is
   * transferred.
   */
  ownerRemoved: boolean
  shares: ConnectionShare[]
}

/** Member whose access is checked. The role of a removed member is null. */
export interface AccessSubject {
  id: string
  role: Role | null
}

/** Reason why a member may not use a connection. */
export type AccessDenial = 'not-shared' | 'owner-removed'

const isFor = (target: ShareTarget, { id, role }: AccessSubject): boolean =>
  target.with === 'person' ? target.personId === id : target.role === role

/** Returns the reason why a member may not use a connection. `null` if access is allowed. */
export const accessDenied = (
  {
    ownerId,
    ownerRemoved,
    shares
  }: Pick<ConnectionAccess, 'ownerId' | 'ownerRemoved'> & {
    shares: Pick<ConnectionShare, 'target'>[]
  },
  subject: AccessSubject
): AccessDenial | null => {
  if (ownerRemoved) return 'owner-removed'
  const isAllowed = ownerId === subject.id || shares.some(({ target }) => isFor(target, subject))
  return isAllowed ? null : 'not-shared'
}

/** Returns the key of a share target. Equal targets have equal keys. */
export const shareKeyOf = (target: ShareTarget): string =>
  target.with === 'person' ? `person/${target.personId}` : `role/${target.role}`
