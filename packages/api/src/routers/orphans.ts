import { Id } from '@hookwright/model'
import { z } from 'zod'
import { procedure, router } from '../trpc.ts'

const OrphanRef = z.strictObject({ orphanId: Id })

/** Router of orphans: registrations at services that belong to no subscription. */
export const orphans = router({
  /** Lists orphans. Open orphans come first, then the newest. */
  list: procedure.query(({ ctx }) => ctx.backend.subscriptions.orphans.list()),
  /**
   * Removes an orphan at the service. Returns the reason of a failure, or null. Throws `orphan.gone`, `orphan.closed`,
   * `orphan.not-removable`.
   */
  remove: procedure
    .input(OrphanRef)
    .mutation(({ ctx, input }) => ctx.backend.subscriptions.orphans.remove(input.orphanId)),
  /** Ignores an orphan. Throws `orphan.gone`, `orphan.closed`. */
  ignore: procedure
    .input(
      z.strictObject({
        orphanId: Id,
        reason: z.string().trim().min(1, 'Enter the reason for keeping the registration.').max(500)
      })
    )
    .mutation(({ ctx, input }) => ctx.backend.subscriptions.orphans.ignore(input.orphanId, input.reason))
})
