import { Id } from '@hookwright/model'
import { z } from 'zod'
import { ownDelivery, ownFlow, ownRun } from '../own.ts'
import { runTold } from '../told-to.ts'
import { procedure, router } from '../trpc.ts'

const page = { before: Id.optional(), limit: z.int().min(1).max(200).default(50) }

/** What arrived at Event URLs. */
export const deliveries = router({
  /** Of one flow, newest first. Throws `flow.gone`, `permission.denied`. */
  list: procedure
    .input(z.strictObject({ flowId: Id, ...page }))
    .query(async ({ ctx, input: { flowId, limit, before } }) =>
      ctx.backend.deliveries.list({
        scope: { flowId: await ownFlow(ctx, flowId) },
        limit,
        ...(before && { before })
      })
    ),
  /** With exact bytes (base64) and header lines, unless they were erased. Throws `delivery.gone`, `permission.denied`. */
  get: procedure
    .input(z.strictObject({ deliveryId: Id }))
    .query(({ ctx, input }) => ownDelivery(ctx, input.deliveryId))
})

/** What was executed. */
export const runs = router({
  /** Of one flow, newest first; a viewer is told of faults by their codes. Throws `flow.gone`, `permission.denied`. */
  list: procedure
    .input(z.strictObject({ flowId: Id, deliveryId: Id.optional(), ...page }))
    .query(async ({ ctx, input: { flowId, limit, before, deliveryId } }) => {
      const { rows, ...page } = await ctx.backend.runs.list({
        scope: { flowId: await ownFlow(ctx, flowId) },
        limit,
        ...(before && { before }),
        ...(deliveryId && { deliveryId })
      })
      return { ...page, rows: rows.map(run => runTold(ctx.person, run)) }
    }),
  /** With its trace. Throws `run.gone`, `permission.denied`. */
  get: procedure.input(z.strictObject({ runId: Id })).query(({ ctx, input }) => ownRun(ctx, input.runId))
})
