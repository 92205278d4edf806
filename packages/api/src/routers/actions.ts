import { Id } from '@hookwright/model'
import { z } from 'zod'
import { procedure, router } from '../trpc.ts'

/** The actions that users can put into their flows. */
export const actions = router({
  /** Lists connectors whose deployed and visible version has actions, with the names of these. */
  list: procedure.query(({ ctx }) => ctx.backend.actions.list()),
  /** Returns an action with its signature. Throws `version.gone`, `flow.gone`. */
  get: procedure
    .input(z.strictObject({ versionId: Id, actionFlowId: Id }))
    .query(({ ctx, input }) => ctx.backend.actions.find(input.versionId, input.actionFlowId))
})
