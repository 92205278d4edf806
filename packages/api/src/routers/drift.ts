import { Id } from '@hookwright/model'
import { z } from 'zod'
import { makerFlow, withOwnExamples } from '../own.ts'
import { driftForViewer } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'

/** Router of differences between deliveries and event declarations. */
export const drift = router({
  /**
   * Lists how deliveries differ from the events that a connector declares. Example deliveries are included
   * only from the person's own flows.
   */
  list: procedure.input(z.strictObject({ connectorId: Id })).query(async ({ ctx, input }) => {
    const found = await ctx.backend.drift.ofConnector(input.connectorId)
    return (await withOwnExamples(ctx, found)).map(event => driftForViewer(ctx, event))
  }),
  /**
   * Ignores a difference, or stops ignoring it.
   * @throws `flow.gone`
   */
  ignore: procedure
    .input(z.strictObject({ flowId: Id, key: z.string().min(1).max(20_000), ignored: z.boolean() }))
    .mutation(async ({ ctx, input: { flowId, ...rest } }) =>
      ctx.backend.drift.ignore({ ...rest, eventFlowId: await makerFlow(ctx, flowId), by: ctx.person.id })
    )
})
