import { Id } from '@hookwright/model'
import { z } from 'zod'
import { makerFlow, ownListening } from '../own.ts'
import { seesAll } from '../permissions.ts'
import { procedure, router } from '../trpc.ts'

const ListeningRef = z.strictObject({ listeningId: Id })

/**
 * Router of listening sessions. A session captures the next request that a service sends for an event in the
 * draft.
 */
export const listening = router({
  /**
   * Starts a session of two minutes. It listens at a test URL and at the Event URLs of the person's active
   * flows.
   * @throws `flow.gone`
   */
  begin: procedure.input(z.strictObject({ flowId: Id })).mutation(async ({ ctx, input }) => ({
    listeningId: await ctx.backend.listening.begin({
      eventFlowId: await makerFlow(ctx, input.flowId),
      personId: ctx.person.id,
      ownerId: seesAll(ctx.person) ? null : ctx.person.id
    })
  })),
  /**
   * Returns the remaining time of a session and the captured request.
   * @throws `listening.gone`, `permission.denied`
   */
  progress: procedure
    .input(ListeningRef)
    .query(async ({ ctx, input }) =>
      ctx.backend.listening.progress(await ownListening(ctx, input.listeningId))
    ),
  /** Extends a session by two minutes. Throws `listening.gone`, `permission.denied`. */
  extend: procedure
    .input(ListeningRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.listening.extend(await ownListening(ctx, input.listeningId))
    ),
  /**
   * Ends a session and deletes the captured requests. Throws `listening.gone`, `permission.denied`.
   */
  end: procedure
    .input(ListeningRef)
    .mutation(async ({ ctx, input }) => ctx.backend.listening.end(await ownListening(ctx, input.listeningId)))
})
