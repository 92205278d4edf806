import { z } from 'zod'

/** Roles of members, in ascending order of permissions. */
export const roles = ['viewer', 'user', 'maker', 'admin'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>

/**
 * Returns true for roles that see other members' items. Admins see everything; viewers see items without
 * bodies and values. A viewer sees more items than a user or a maker.
 */
export const roleSeesAll = (role: Role): boolean => role === 'admin' || role === 'viewer'
