import { KeepingRules, RedactionPaths } from '@hookwright/model'
import { z } from 'zod'
import { ofOwnFlows, ownFlow } from '../own.ts'
import { procedure, router } from '../trpc.ts'
import { FlowRef } from './flow-input.ts'

const thenStops = z.boolean().default(false)

/** Router of the retention of deliveries and runs. */
export const keeping = router({
  /** Returns the retention rules: periods in days, and paths redacted in all flows. */
  rules: procedure.query(({ ctx }) => ctx.backend.keeping.rules()),
  /**
   * Sets the retention rules. Periods apply immediately, also to stored data; redacted paths apply only to
   * deliveries that end from now on.
   */
  setRules: procedure.input(KeepingRules).mutation(({ ctx, input }) => ctx.backend.keeping.setRules(input)),
  /** Returns the size of the stored data on disk, in bytes. */
  size: procedure.query(({ ctx }) => ctx.backend.keeping.size()),
  /**
   * Returns the stored data of one flow and the progress of its clearing. Throws `flow.gone`,
   * `permission.denied`.
   */
  ofFlow: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.keeping.ofFlow(await ownFlow(ctx, input.flowId))),
  /**
   * Sets the paths whose values are redacted from deliveries when their last run ends. Throws `flow.gone`,
   * `permission.denied`.
   */
  redactFlow: procedure
    .input(FlowRef.extend({ paths: RedactionPaths }))
    .mutation(async ({ ctx, input: { flowId, paths } }) =>
      ctx.backend.keeping.redactFlow(await ownFlow(ctx, flowId), paths)
    ),
  /**
   * Permanently deletes the stored data of a flow, in the background. With `thenStops`, also turns “Save all
   * data” off and saves the draft. Throws `flow.gone`, `flow.stale`, `permission.denied`.
   */
  clear: procedure
    .input(FlowRef.extend({ thenStops }))
    .mutation(async ({ ctx, input: { flowId, ...how } }) =>
      ctx.backend.keeping.clear(await ownFlow(ctx, flowId), how)
    ),
  /**
   * Clears the stored data of all flows of all users.
   * @throws `flow.stale`
   */
  clearAll: procedure
    .input(z.strictObject({ thenStops }))
    .mutation(({ ctx, input }) => ctx.backend.keeping.clearAll(input)),
  /**
   * Returns the progress of all data clearings since the server started. Includes only the person's flows.
   */
  clearings: procedure.query(async ({ ctx }) => ofOwnFlows(ctx, await ctx.backend.keeping.clearings()))
})
