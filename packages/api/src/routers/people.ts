import { Id, Role } from '@hookwright/model'
import { z } from 'zod'
import { withOwnerNames } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'

const PersonRef = z.strictObject({ personId: Id })
const Password = z.string().max(1_000)

/** Router of the members of this installation. */
export const people = router({
  /** Returns the person who is signed in. */
  me: procedure.query(({ ctx }) => ctx.person),
  /** Lists all members by name, with the time when each was added. */
  list: procedure.query(({ ctx }) => ctx.people.list()),
  /** Lists the names and roles of all members, by name. */
  names: procedure.query(async ({ ctx }) =>
    (await ctx.people.list()).map(({ id, name, role }) => ({ id, name, role }))
  ),
  /**
   * Returns the connections of a person, and the flows that removing the person would put on hold.
   */
  belongings: procedure.input(PersonRef).query(async ({ ctx, input }) => {
    const { connections, flows } = await ctx.backend.sharing.belongingsOf(input.personId)
    return { connections, flows: withOwnerNames(ctx, flows) }
  }),
  /**
   * Adds a member with a role.
   * @throws `person.name-unfit`, `person.name-taken`, `password.too-short`, `password.too-long`,
   * `password.too-common`; also `sign-in.needed` and `permission.denied` if the caller loses the admin role
   * during the call
   */
  add: procedure
    .input(z.strictObject({ name: z.string().trim().min(1).max(100), password: Password, role: Role }))
    .mutation(({ ctx, input }) => ctx.people.add({ ...input, by: ctx.person.id })),
  /** Returns the flows that would be put on hold or resumed if a member got this role. */
  roleEffects: procedure.input(PersonRef.extend({ role: Role })).query(async ({ ctx, input }) => {
    const { holds, releases } = await ctx.backend.sharing.roleEffects(input.personId, input.role)
    return { holds: withOwnerNames(ctx, holds), releases: withOwnerNames(ctx, releases) }
  }),
  /**
   * Changes the role of a member, effective from their next request.
   * @throws `person.gone`, `person.last-admin`
   */
  setRole: procedure.input(PersonRef.extend({ role: Role })).mutation(async ({ ctx, input }) => {
    const { sharing } = ctx.backend
    try {
      // Runs check the role as it is: flows are put on hold first, so that no event fails in between.
      await sharing.roleChanges(input.personId, input.role)
      await ctx.people.setRole(input)
    } finally {
      await sharing.roleChanged(input.personId)
    }
  }),
  /**
   * Sets a new password for another member. Their sessions, API keys and clients end immediately.
   * @throws `person.gone`, `person.own-password`, `password.too-short`, `password.too-long`,
   * `password.too-common`; `sign-in.needed` and `permission.denied` as in `add`
   */
  setPassword: procedure.input(PersonRef.extend({ password: Password })).mutation(async ({ ctx, input }) => {
    await ctx.people.setPassword({ ...input, by: ctx.person.id })
    // Whoever knew the password before may have made a key with it, or given a client access.
    await ctx.backend.apiKeys.revokeOf(input.personId)
    await ctx.agentAccess.revokeOf(input.personId)
  }),
  /**
   * Changes the caller's own password, which requires the current password. Their other sessions, API keys
   * and clients end immediately. A wrong password counts as a failed sign-in.
   * @throws `password.wrong`, `password.unchanged`, `password.too-short`, `password.too-long`,
   * `password.too-common`, `sign-in.too-many-tries`; also `sign-in.needed` if this session ends during the
   * call
   */
  changeOwnPassword: procedure
    .input(z.strictObject({ currentPassword: Password, newPassword: Password }))
    .mutation(async ({ ctx, input }) => {
      await ctx.people.changeOwnPassword(input)
      await ctx.backend.apiKeys.revokeOf(ctx.person.id)
      await ctx.agentAccess.revokeOf(ctx.person.id)
    }),
  /**
   * Removes a member. Their sessions end immediately, and their flows keep running. Their connections are
   * transferred to another member; otherwise flows that use the connections are put on hold.
   * @throws `person.gone`, `person.last-admin`, `person.yourself`, `connection.viewer-owner`
   */
  remove: procedure
    .input(PersonRef.extend({ handTo: Id.nullable().default(null) }))
    .mutation(async ({ ctx, input: { personId, handTo } }) => {
      const { sharing } = ctx.backend
      if (handTo !== null) sharing.mustBeOwner(handTo === personId ? '' : handTo)
      const removal = { personId, by: ctx.person.id }
      await ctx.people.mustBeRemovable(removal)
      try {
        // Written first, so that a stop in between leaves no flow on with the connections of somebody who was removed.
        await sharing.memberLeaves({ ...removal, handTo })
        await ctx.agentAccess.revokeOf(personId)
        await ctx.people.remove(removal)
        await ctx.backend.apiKeys.revokeOf(personId)
      } finally {
        await sharing.memberLeft(personId)
      }
    })
})
