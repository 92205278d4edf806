import { FieldId, Id } from '@hookwright/model'
import { z } from 'zod'
import { usableConnection } from '../own.ts'
import { procedure, router } from '../trpc.ts'

/** Router of the events that can start users' flows. */
export const events = router({
  /** Lists the events of visible deployed versions, each with its signature. */
  list: procedure.query(({ ctx }) => ctx.backend.events.list()),
  /**
   * Returns the choices of an option from its helper flow, for the current option values and a connection
   * that the person may use.
   * @throws `version.gone`, `flow.gone`, `connection.gone`, `permission.denied`, `choices.failed`,
   * `choices.unreadable`, `choices.timed-out`
   */
  choices: procedure
    .input(
      z.strictObject({
        versionId: Id,
        flowId: Id,
        optionId: FieldId,
        values: z.record(FieldId, z.json()),
        connectionId: Id.nullable().default(null)
      })
    )
    .mutation(async ({ ctx, input }) => ({
      choices: await ctx.backend.events.choices({
        ...input,
        personId: ctx.person.id,
        connectionId: input.connectionId && (await usableConnection(ctx, input.connectionId))
      })
    }))
})
