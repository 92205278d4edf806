import { Id } from '@hookwright/model'
import { z } from 'zod'
import { ofOwnerOrNobody, ownBreaker } from '../own.ts'
import { procedure, router } from '../trpc.ts'

/** Host of a breaker, for one connection or for a connector without connections. */
const BreakerRef = z.strictObject({
  connectorId: Id,
  connectionId: Id.nullable(),
  host: z.string().min(1).max(300)
})

/** Services that are blocked because too many calls failed. */
export const openBreakers = router({
  /** Lists the breakers of own connections and of connectors without connections. */
  list: procedure.query(async ({ ctx }) => ofOwnerOrNobody(ctx, await ctx.backend.openBreakers.list())),
  /**
   * Allows the next request immediately. Throws `breaker.closed`, `connection.gone`,
   * `permission.denied`.
   */
  probe: procedure
    .input(BreakerRef)
    .mutation(async ({ ctx, input }) => ctx.backend.openBreakers.probe(await ownBreaker(ctx, input))),
  /** Closes the breaker, so that all requests are sent. Throws as `probe`. */
  close: procedure
    .input(BreakerRef)
    .mutation(async ({ ctx, input }) => ctx.backend.openBreakers.close(await ownBreaker(ctx, input)))
})
