import { z } from 'zod'

/** Roles of members, in ascending order of permissions. */
export const roles = ['viewer', 'user', 'maker', 'admin'] as const
export const Role = z.enum(roles)
export type Role = z.infer<typeof Role>
