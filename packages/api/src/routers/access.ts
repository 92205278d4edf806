import { actsOfGroup, auditGroups, Id, NewApiKey } from '@hookwright/model'
import { z } from 'zod'
import { ownKey } from '../own.ts'
import { procedure, router } from '../trpc.ts'

const groups = Object.keys(auditGroups) as [keyof typeof auditGroups, ...(keyof typeof auditGroups)[]]

/** API keys, which programs send instead of signing in. */
export const apiKeys = router({
  /** Own keys, or for an admin those of all members, newest first. */
  list: procedure.query(async ({ ctx }) => {
    const { id, role } = ctx.person
    const keys = await ctx.backend.apiKeys.list(role === 'admin' ? null : id)
    return keys.map(key => ({ ...key, ownerName: ctx.people.nameOf(key.ownerId) }))
  }),
  /**
   * Creates a key of one's own; its token is answered this once. Throws `api-key.role-too-high`, `api-key.bad-expiry`,
   * `api-key.name-taken`, `api-keys.too-many`, `connector.gone`.
   */
  create: procedure
    .input(NewApiKey)
    .mutation(({ ctx, input }) => ctx.backend.apiKeys.create(ctx.person, input)),
  /** Ends an own key, or for an admin any, from the next request on. Throws `api-key.gone`, `permission.denied`. */
  revoke: procedure
    .input(z.strictObject({ keyId: Id }))
    .mutation(async ({ ctx, input }) => ctx.backend.apiKeys.revoke(await ownKey(ctx, input.keyId)))
})

/** Audit log of the installation. */
export const audit = router({
  /** A page of entries, newest first; what follows is asked for with `next` as `before`. */
  list: procedure
    .input(
      z.strictObject({
        personId: Id.exactOptional(),
        group: z.enum(groups).exactOptional(),
        from: z.int().exactOptional(),
        to: z.int().exactOptional(),
        before: Id.exactOptional(),
        limit: z.int().min(1).max(200).default(50)
      })
    )
    .query(({ ctx, input: { group, ...filter } }) =>
      ctx.backend.audit.list({ ...filter, ...(group && { acts: actsOfGroup(group) }) })
    )
})
