import { CardId, FieldId, FieldRole, Flow, FlowName, Id } from '@hookwright/model'
import { z } from 'zod'
import { makerFlow } from '../own.ts'
import { seesAll } from '../permissions.ts'
import { withOwnerNames } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'
import { FlowRef, SaveFlow, TestCardInput } from './flow-input.ts'

/**
 * Input for running a helper flow that returns choices or fields for a card's settings. Contains its input
 * values and a test connection (null for none).
 */
const SetupAsk = z.strictObject({
  flowId: Id,
  values: z.record(FieldId, z.json()),
  connectionId: Id.nullable().default(null)
})

/** Router of the flows of connectors. */
export const makerFlows = router({
  list: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.flows.list(input.connectorId)),
  /** Lists the flows without their documents. Throws `connector.gone`. */
  summaries: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(({ ctx, input }) => ctx.backend.flows.summaries(input.connectorId)),
  /** Lists users' flows that use the connector, with the events and actions that they use. */
  userFlows: procedure
    .input(z.strictObject({ connectorId: Id }))
    .query(async ({ ctx, input }) =>
      withOwnerNames(ctx, await ctx.backend.flows.usersOfConnector(input.connectorId))
    ),
  /** Returns a flow for editing, with its catalog. Throws `flow.gone`. */
  open: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.flows.open(await makerFlow(ctx, input.flowId))),
  /** Returns a flow with its kind and its problems. Throws `flow.gone`. */
  get: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.flows.get(await makerFlow(ctx, input.flowId))),
  /** Creates a flow. Throws `connector.gone`, `flow.name-reserved`. */
  create: procedure
    .input(z.strictObject({ connectorId: Id, name: FlowName.nullable().default(null), doc: Flow.optional() }))
    .mutation(({ ctx, input: { doc, ...rest } }) =>
      ctx.backend.flows.create({ ...rest, ownerId: ctx.person.id, ...(doc && { doc }) })
    ),
  /**
   * Saves a draft. Drafts with problems are saved as well.
   * @throws `flow.gone`, `flow.stale`, `flow.name-reserved`
   */
  save: procedure
    .input(SaveFlow)
    .mutation(async ({ ctx, input: { flowId, baseDraft, ...save } }) =>
      ctx.backend.flows.save(await makerFlow(ctx, flowId), save, baseDraft)
    ),
  /** Moves a flow to the recycle bin. Throws `flow.gone`, `flow.in-use`. */
  remove: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.flows.remove(await makerFlow(ctx, input.flowId), ctx.person.id)
    ),
  /** Duplicates a flow in the same connector. Throws `flow.gone`. */
  duplicate: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.flows.duplicate(await makerFlow(ctx, input.flowId), ctx.person.id)
    ),
  /** Restores a flow from the recycle bin. Throws `flow.gone`, `connector.gone`. */
  restore: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) => ctx.backend.flows.restore(await makerFlow(ctx, input.flowId))),
  /**
   * Permanently deletes a flow in the recycle bin.
   * @throws `flow.gone`
   */
  purge: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) => ctx.backend.bin.purgeFlow(await makerFlow(ctx, input.flowId))),
  /** Runs the draft on the server. Throws `flow.gone`, `flow.wrong-place`, `connection.gone`. */
  test: procedure
    .input(
      z.strictObject({
        flowId: Id,
        values: z.record(z.string(), z.json()),
        /** Outputs by card id. In this run, these cards are not run and have these outputs instead. */
        pinned: z.record(CardId, z.record(FieldId, z.json())).default({}),
        connectionId: Id.nullable().default(null),
        /** Last card to run; null for all cards. */
        upTo: CardId.nullable().default(null),
        /** True to send the requests of the flow's cards; false to refuse them. */
        sends: z.boolean().default(true)
      })
    )
    .mutation(async ({ ctx, input }) =>
      ctx.backend.runs.test({ ...input, flowId: await makerFlow(ctx, input.flowId) })
    ),
  /**
   * Runs one card of the draft with a test connection, without storing the run. Throws `flow.gone`,
   * `card.gone`, `card.not-alone`, `connection.gone`.
   */
  testCard: procedure
    .input(TestCardInput.extend({ connectionId: Id.nullable().default(null) }))
    .mutation(async ({ ctx, input: { flowId, ...alone } }) =>
      ctx.backend.runs.testCard({ flowId: await makerFlow(ctx, flowId), ...alone })
    ),
  /**
   * Activates or deactivates a flow. An inactive flow is excluded from validations and versions. The change
   * counts as a save.
   * @throws `flow.gone`, `flow.stale`
   */
  setActive: procedure
    .input(z.strictObject({ flowId: Id, active: z.boolean() }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.flows.setActive(await makerFlow(ctx, input.flowId), input.active)
    ),
  /**
   * Returns the cards that use a helper flow, and how they use it.
   * @throws `flow.gone`
   */
  users: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.flows.usersOf(await makerFlow(ctx, input.flowId))),
  /**
   * Returns the cards that use these fields, including those of users' flows. Throws `flow.gone`.
   */
  fieldUses: procedure
    .input(z.strictObject({ flowId: Id, of: FieldRole, fields: z.array(FieldId).max(200) }))
    .query(async ({ ctx, input }) =>
      ctx.backend.flows.fieldUses(await makerFlow(ctx, input.flowId), input.of, input.fields)
    ),
  /**
   * Runs the draft of a helper flow for the values of a dropdown. Throws `flow.gone`, `flow.wrong-place`,
   * `connection.gone`, `choices.failed`, `choices.unreadable`, `choices.timed-out`.
   */
  choices: procedure.input(SetupAsk).mutation(async ({ ctx, input }) => ({
    choices: await ctx.backend.runs.choices({ ...input, flowId: await makerFlow(ctx, input.flowId) })
  })),
  /**
   * Runs the draft of a helper flow for the fields of a dynamic group. Throws `flow.gone`, `flow.wrong-place`,
   * `connection.gone`, `fields.failed`, `fields.unreadable`, `fields.timed-out`.
   */
  fields: procedure.input(SetupAsk).mutation(async ({ ctx, input }) => ({
    groups: await ctx.backend.runs.fields({ ...input, flowId: await makerFlow(ctx, input.flowId) })
  })),
  /**
   * Returns stored deliveries that ran this event in the person's flows, newest first.
   * @throws `flow.gone`
   */
  samples: procedure.input(FlowRef).query(async ({ ctx, input }) =>
    ctx.backend.deliveries.samples({
      eventFlowId: await makerFlow(ctx, input.flowId),
      ownerId: seesAll(ctx.person) ? null : ctx.person.id
    })
  )
})
