import { FieldId, Id } from '@hookwright/model'
import { z } from 'zod'
import { usableConnection } from '../own.ts'
import { procedure, router } from '../trpc.ts'

/** Actions that users can add to their flows. */
export const actions = router({
  /** Lists connectors whose deployed and visible version has actions, with their names. */
  list: procedure.query(({ ctx }) => ctx.backend.actions.list()),
  /** Returns an action with its signature. Throws `version.gone`, `flow.gone`. */
  get: procedure
    .input(z.strictObject({ versionId: Id, actionFlowId: Id }))
    .query(({ ctx, input }) => ctx.backend.actions.find(input.versionId, input.actionFlowId)),
  /**
   * Returns the fields of an action's dynamic groups. They depend on the current option values and on a
   * connection that the person may use.
   * @throws `version.gone`, `flow.gone`, `connection.gone`, `permission.denied`
   */
  fields: procedure
    .input(
      z.strictObject({
        versionId: Id,
        actionFlowId: Id,
        values: z.record(FieldId, z.json()),
        connectionId: Id.nullable().default(null)
      })
    )
    .mutation(async ({ ctx, input }) =>
      ctx.backend.actions.fields({
        ...input,
        connectionId: input.connectionId && (await usableConnection(ctx, input.connectionId))
      })
    )
})
