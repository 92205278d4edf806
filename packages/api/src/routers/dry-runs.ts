import { blankReceiving, FieldId, Id, Json, Receiving } from '@hookwright/model'
import { z } from 'zod'
import { procedure, router } from '../trpc.ts'

const Helper = z.strictObject({ flowId: Id, inputs: z.record(FieldId, Json) })

/** Router of dry runs. They test the registration and deregistration flows of a connector's draft. */
export const dryRuns = router({
  /**
   * Starts a dry run. The call returns while the dry run is in progress.
   * @throws `connector.gone`, `flow.gone`, `connection.gone`
   */
  begin: procedure
    .input(
      z.strictObject({
        connectorId: Id,
        connectionId: Id.nullable().default(null),
        registration: Helper,
        deregistration: Helper.nullable().default(null),
        listing: Helper.nullable().default(null),
        receiving: Receiving.default(blankReceiving)
      })
    )
    .mutation(async ({ ctx, input }) => ({ dryRunId: await ctx.backend.subscriptions.dryRuns.begin(input) })),
  /**
   * Cancels a dry run: stops the registration flow and removes the registration that it made. Throws
   * `dry-run.gone`.
   */
  cancel: procedure
    .input(z.strictObject({ dryRunId: Id }))
    .mutation(({ ctx, input }) => ctx.backend.subscriptions.dryRuns.cancel(input.dryRunId)),
  /** Returns the progress of a dry run. Throws `dry-run.gone`. */
  progress: procedure
    .input(z.strictObject({ dryRunId: Id }))
    .query(({ ctx, input }) => ctx.backend.subscriptions.dryRuns.progress(input.dryRunId))
})
