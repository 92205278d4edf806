import { Id } from '@hookwright/model'
import { z } from 'zod'
import { ofOwnFlows, ownCleanupEntry, ownFlow, ownSubscription } from '../own.ts'
import { procedure, router } from '../trpc.ts'
import { FlowRef } from './flow-input.ts'

const SubscriptionRef = z.strictObject({ subscriptionId: Id })

/** The switch of a user's flow, and what came of it. */
export const subscriptions = router({
  /** `registering` when this answers. Throws `subscription.cannot-turn-on`, `subscription.already-on`, `flow.not-saved`. */
  switchOn: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) => ctx.backend.subscriptions.switchOn(await ownFlow(ctx, input.flowId))),
  /** Off for the outside when this answers; also cancels turning on. Throws `subscription.already-off`. */
  switchOff: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.switchOff(await ownFlow(ctx, input.flowId))
    ),
  /** Keeps deliveries without running them, or goes on. Throws `subscription.already-off`. */
  pause: procedure
    .input(z.strictObject({ flowId: Id, paused: z.boolean() }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.pause(await ownFlow(ctx, input.flowId), input.paused)
    ),
  list: procedure
    .input(z.strictObject({ flowId: Id.nullable().default(null) }))
    .query(async ({ ctx, input }) => ofOwnFlows(ctx, await ctx.backend.subscriptions.list(input.flowId))),
  /** With its attempts. Throws `subscription.gone`, `permission.denied`. */
  get: procedure
    .input(SubscriptionRef)
    .query(async ({ ctx, input }) =>
      ctx.backend.subscriptions.get(await ownSubscription(ctx, input.subscriptionId))
    ),
  /** The whole Event URL, to be copied. Throws `subscription.gone`, `permission.denied`. */
  eventUrl: procedure
    .input(SubscriptionRef)
    .query(async ({ ctx, input }) =>
      ctx.backend.subscriptions.eventUrlOf(await ownSubscription(ctx, input.subscriptionId))
    ),
  /** What may still exist at services. */
  cleanupEntries: procedure.query(async ({ ctx }) =>
    ofOwnFlows(ctx, await ctx.backend.subscriptions.cleanupEntries())
  ),
  /** Throws `cleanup.gone`, `cleanup.closed`, `permission.denied`. */
  closeCleanupEntry: procedure
    .input(
      z.strictObject({
        entryId: Id,
        reason: z.string().trim().min(1, 'Say why the entry is closed.').max(500)
      })
    )
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.closeCleanupEntry(await ownCleanupEntry(ctx, input.entryId), input.reason)
    )
})
