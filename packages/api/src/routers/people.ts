import { z } from 'zod'
import { Role } from '../permissions.ts'
import { procedure, router } from '../trpc.ts'

/** Who uses this installation. */
export const people = router({
  /** The person who is signed in. */
  me: procedure.query(({ ctx }) => ctx.person),
  /** Adds a person with a role. */
  add: procedure
    .input(
      z.strictObject({ name: z.string().trim().min(1).max(100), password: z.string().max(1_000), role: Role })
    )
    .mutation(({ ctx, input }) => ctx.people.add(input))
})
