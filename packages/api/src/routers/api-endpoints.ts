import { ownFlow } from '../own.ts'
import { procedure, router } from '../trpc.ts'
import { FlowRef } from './flow-input.ts'

/** API endpoints of users' flows. All procedures throw `flow.gone`, `permission.denied`, `endpoint.none`. */
export const apiEndpoints = router({
  /** Security, last call, and times of renewal; neither address nor secret. */
  summary: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.apiEndpoints.summary(await ownFlow(ctx, input.flowId))),
  /** The whole address, to be copied. */
  url: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.apiEndpoints.url(await ownFlow(ctx, input.flowId))),
  /** The secret, to be shown or copied. */
  secret: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.apiEndpoints.secret(await ownFlow(ctx, input.flowId))),
  /** Replaces the address. */
  renewAddress: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.apiEndpoints.renewAddress(await ownFlow(ctx, input.flowId))
    ),
  /** Replaces the secret. */
  renewSecret: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.apiEndpoints.renewSecret(await ownFlow(ctx, input.flowId))
    )
})
