import { ownFlow } from '../own.ts'
import { procedure, router } from '../trpc.ts'
import { FlowRef } from './flow-input.ts'

/** API endpoints of users' flows. All procedures throw `flow.gone`, `permission.denied`, `endpoint.none`. */
export const apiEndpoints = router({
  /**
   * Returns the security settings, the last call, and when the URL and the secret were last replaced.
   * Contains no secret, and only the end of the URL.
   */
  summary: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.apiEndpoints.summary(await ownFlow(ctx, input.flowId))),
  /** Returns the full URL, for copying. */
  url: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.apiEndpoints.url(await ownFlow(ctx, input.flowId))),
  /** Returns the secret, for display or copying. */
  secret: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.apiEndpoints.secret(await ownFlow(ctx, input.flowId))),
  /** Replaces the URL. */
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
