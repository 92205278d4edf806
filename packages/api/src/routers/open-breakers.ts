import { Id } from '@hookwright/model'
import { z } from 'zod'
import { ofOwnerOrNobody, ownBreaker } from '../own.ts'
import { procedure, router } from '../trpc.ts'

/**
 * Reference to the circuit breaker for a host. The connection is null for a connector without connections.
 */
const BreakerRef = z.strictObject({
  connectorId: Id,
  connectionId: Id.nullable(),
  host: z.string().min(1).max(300)
})

/** Router of the circuit breakers that block services after too many failed calls. */
export const openBreakers = router({
  /** Lists the breakers of the person's connections and of connectors without connections. */
  list: procedure.query(async ({ ctx }) => ofOwnerOrNobody(ctx, await ctx.backend.openBreakers.list())),
  /**
   * Lets one request through the open breaker now, which shows if the service works again.
   * @throws `breaker.closed`, `connection.gone`, `permission.denied`
   */
  probe: procedure
    .input(BreakerRef)
    .mutation(async ({ ctx, input }) => ctx.backend.openBreakers.probe(await ownBreaker(ctx, input))),
  /**
   * Closes the breaker, so that all requests are sent again.
   * @throws the faults of `probe`
   */
  close: procedure
    .input(BreakerRef)
    .mutation(async ({ ctx, input }) => ctx.backend.openBreakers.close(await ownBreaker(ctx, input)))
})
