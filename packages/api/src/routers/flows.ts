import { Flow, FlowName } from '@hookwright/model'
import { z } from 'zod'
import { ofOwner, ownFlow } from '../own.ts'
import { procedure, router } from '../trpc.ts'
import { FlowRef, SaveFlow } from './flow-input.ts'

/** Users' flows. */
export const flows = router({
  /** Without what is drawn in them. */
  list: procedure.query(async ({ ctx }) =>
    ofOwner(ctx, await ctx.backend.flows.list(null)).map(({ doc: _, ...summary }) => summary)
  ),
  /** With its kind and what is still to fix. Throws `flow.gone`, `permission.denied`. */
  get: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.flows.get(await ownFlow(ctx, input.flowId))),
  /** Throws `flow.name-reserved`. */
  create: procedure
    .input(z.strictObject({ name: FlowName.nullable().default(null), doc: Flow.optional() }))
    .mutation(({ ctx, input: { doc, name } }) =>
      ctx.backend.flows.create({ connectorId: null, name, ownerId: ctx.person.id, ...(doc && { doc }) })
    ),
  /** Every draft saves. Throws `flow.gone`, `flow.stale`, `flow.name-reserved`, `permission.denied`. */
  save: procedure
    .input(SaveFlow)
    .mutation(async ({ ctx, input: { flowId, baseDraft, ...save } }) =>
      ctx.backend.flows.save(await ownFlow(ctx, flowId), save, baseDraft)
    ),
  /** Turns it off first. Throws `flow.gone`, `flow.in-use`, `permission.denied`. */
  remove: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) => ctx.backend.flows.remove(await ownFlow(ctx, input.flowId)))
})
