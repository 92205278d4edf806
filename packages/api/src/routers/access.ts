import { actsOfGroup, auditGroups, Id, NewApiKey } from '@hookwright/model'
import { z } from 'zod'
import { ownKey } from '../own.ts'
import { procedure, router } from '../trpc.ts'

const groups = Object.keys(auditGroups) as [keyof typeof auditGroups, ...(keyof typeof auditGroups)[]]

/** Router of API keys, which authenticate programs. */
export const apiKeys = router({
  /** Lists the person's own keys, newest first. Admins get all keys. */
  list: procedure.query(async ({ ctx }) => {
    const { id, role } = ctx.person
    const keys = await ctx.backend.apiKeys.list(role === 'admin' ? null : id)
    return keys.map(key => ({ ...key, ownerName: ctx.people.nameOf(key.ownerId) }))
  }),
  /**
   * Creates a key for the person. Its token is returned only here. Throws `api-key.role-too-high`,
   * `api-key.bad-expiry`, `api-key.name-taken`, `api-keys.too-many`, `connector.gone`.
   */
  create: procedure
    .input(NewApiKey)
    .mutation(({ ctx, input }) => ctx.backend.apiKeys.create(ctx.person, input)),
  /**
   * Revokes a key, effective from the next request. Admins may revoke any key.
   * @throws `api-key.gone`, `permission.denied`
   */
  revoke: procedure
    .input(z.strictObject({ keyId: Id }))
    .mutation(async ({ ctx, input }) => ctx.backend.apiKeys.revoke(await ownKey(ctx, input.keyId)))
})

/** Router of the installation's audit log. */
export const audit = router({
  /** Returns a page of entries, newest first. For the following page, pass `next` as `before`. */
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
