import { FieldId, FLOW_NAMES_ON_A_PAGE, Flow, FlowName, Id, Json } from '@hookwright/model'
import { z } from 'zod'
import { withinKey } from '../key-access.ts'
import { mustNotAskFirst, ownerOf, ownFlow, runnableFlow } from '../own.ts'
import { runnableForViewer, summaryForViewer, whyForViewer } from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'
import {
  ArchiveText,
  Basis,
  FlowRef,
  ForeignInput,
  SaveFlow,
  TestCardInput,
  TestEventInput,
  TrialInput
} from './flow-input.ts'

/** Page, filters and order of the list of users' flows. */
const UserFlowsInput = z
  .strictObject({
    /** Words to search for in the flow's name, its description, or the name of its event or connector. */
    q: z.string().trim().min(1).max(200).exactOptional(),
    status: z.enum(['on', 'off', 'failing', 'attention']).exactOptional(),
    by: z.enum(['name', 'newest', 'last-run']).exactOptional(),
    after: z.string().max(500).exactOptional(),
    limit: z.int().min(1).max(100).exactOptional()
  })
  .optional()

/** Reference to a state in a flow's change history. */
const StateRef = FlowRef.extend({ state: z.string().regex(/^(draft|revision)-\d{1,12}$/) })

/** Router of users' flows. */
export const flows = router({
  /**
   * Lists a page of names and descriptions, oldest first, without flows that have no name and no cards. For
   * the next page, pass the id of the last flow.
   */
  list: procedure
    .input(z.strictObject({ after: Id.exactOptional() }).optional())
    .query(({ ctx, input }) =>
      ctx.backend.flows.names({ ...input, ownerId: ownerOf(ctx), limit: FLOW_NAMES_ON_A_PAGE })
    ),
  /**
   * Returns a page of the list of flows, with the results of runs but without documents. Pass `next` as
   * `after` for the following page. Viewers get fault codes without messages, and no values. For an API key
   * that is limited to connectors, a page can be shorter.
   */
  summaries: procedure.input(UserFlowsInput).query(async ({ ctx, input: { q, ...filter } = {} }) => {
    const words = q?.split(/\s+/).filter(word => word !== '')
    const found = await ctx.backend.userFlows.page({
      ...{ by: 'name', limit: 50, ...filter, ownerId: ownerOf(ctx) },
      ...(words && { words })
    })
    const rows = await withinKey(ctx, 'flow', found.rows)
    return { ...found, rows: rows.map(summary => summaryForViewer(ctx, summary)) }
  }),
  /** Returns a flow. Throws `flow.gone`, `permission.denied`. */
  summary: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) =>
      summaryForViewer(
        ctx,
        await ctx.backend.userFlows.summary(ownerOf(ctx), await ownFlow(ctx, input.flowId))
      )
    ),
  /**
   * Returns totals over all flows that the person may see, such as active flows, failing flows and
   * deliveries.
   */
  overview: procedure.query(({ ctx }) => ctx.backend.userFlows.overview(ownerOf(ctx))),
  /**
   * Returns the runs of the last 24 hours by hour, for these flows of the person. Without ids, returns those
   * of the busiest flows.
   */
  activity: procedure
    .input(z.strictObject({ flowIds: z.array(Id).min(1).max(100).exactOptional() }))
    .query(({ ctx, input }) => ctx.backend.userFlows.activity(ownerOf(ctx), input.flowIds ?? null)),
  /** Returns how many deliveries and runs a flow has. Throws `flow.gone`, `permission.denied`. */
  tally: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.userFlows.tally(await ownFlow(ctx, input.flowId))),
  /**
   * Returns the checks of the page "Why didn't it run?". Viewers do not get reasons that may contain values.
   * @throws `flow.gone`, `permission.denied`
   */
  why: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) =>
      (await ctx.backend.userFlows.why(await ownFlow(ctx, input.flowId))).map(line =>
        whyForViewer(ctx.person, line)
      )
    ),
  /**
   * Returns a flow for editing, with its catalog and its status. Throws `flow.gone`,
   * `permission.denied`.
   */
  open: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.userFlows.open(await ownFlow(ctx, input.flowId))),
  /** Returns a flow with its kind and its problems. Throws `flow.gone`, `permission.denied`. */
  get: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.flows.get(await ownFlow(ctx, input.flowId))),
  /** Creates a flow. Throws `flow.name-reserved`. */
  create: procedure
    .input(z.strictObject({ name: FlowName.nullable().default(null), doc: Flow.optional() }))
    .mutation(({ ctx, input: { doc, name } }) =>
      ctx.backend.flows.create({ connectorId: null, name, ownerId: ctx.person.id, ...(doc && { doc }) })
    ),
  /**
   * Saves a draft. Drafts with problems are saved as well.
   * @throws `flow.gone`, `flow.stale`, `flow.name-reserved`, `permission.denied`
   */
  save: procedure
    .input(SaveFlow)
    .mutation(async ({ ctx, input: { flowId, baseDraft, ...save } }) =>
      ctx.backend.flows.save(await ownFlow(ctx, flowId), save, baseDraft, ctx.person.id)
    ),
  /**
   * Turns a flow off, then moves it to the recycle bin. Throws `flow.gone`, `flow.in-use`,
   * `permission.denied`.
   */
  remove: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.flows.remove(await ownFlow(ctx, input.flowId), ctx.person.id)
    ),
  /**
   * Duplicates a flow. The copy is off. Throws `flow.gone`, `permission.denied`,
   * `connection.not-shared`.
   */
  duplicate: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.flows.duplicate(await ownFlow(ctx, input.flowId), ctx.person.id)
    ),
  /**
   * Returns the files of a flow and its helper flows as a ZIP archive. Throws `flow.gone`,
   * `files.not-written`.
   */
  exportFiles: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.flowFiles.export(await ownFlow(ctx, input.flowId))),
  /**
   * Returns the effects of importing an archive as a new flow or into an existing one. Changes nothing.
   * @throws `flow.gone`
   */
  previewFiles: procedure
    .input(z.strictObject({ archive: ArchiveText, flowId: Id.nullable().default(null) }))
    .mutation(async ({ ctx, input: { archive, flowId } }) =>
      ctx.backend.flowFiles.preview(archive, flowId && (await ownFlow(ctx, flowId)), ctx.person.id)
    ),
  /**
   * Imports an archive as a new flow of the person, in one transaction. The new flow is off.
   * @throws `files.refused`, `flow.name-reserved`, `connection.not-shared`, `connection.owner-removed`
   */
  createFromFiles: procedure
    .input(z.strictObject({ archive: ArchiveText }))
    .mutation(({ ctx, input }) => ctx.backend.flowFiles.import(input.archive, null, ctx.person.id)),
  /**
   * Imports an archive as the draft of a flow, in one transaction.
   * @throws `files.refused`, `files.stale`, `flow.gone`, `flow.stale`, `flow.name-reserved`,
   * `connection.not-shared`, `connection.owner-removed`, `permission.denied`
   */
  importFiles: procedure
    .input(FlowRef.extend({ archive: ArchiveText, basis: Basis }))
    .mutation(async ({ ctx, input: { archive, flowId, basis } }) =>
      ctx.backend.flowFiles.import(archive, { flowId: await ownFlow(ctx, flowId), basis }, ctx.person.id)
    ),
  /**
   * Previews the import of another product's file without changes. Returns the flows that it would create,
   * with a report on each card.
   */
  previewForeign: procedure
    .input(ForeignInput)
    .mutation(({ ctx, input }) =>
      ctx.backend.foreignImports.preview(input.file, ctx.person.id, input.picked)
    ),
  /**
   * Creates flows from another product's file as drafts, in one transaction. The new flows are off.
   * @throws `files.refused`
   */
  createFromForeign: procedure.input(ForeignInput).mutation(async ({ ctx, input: { file, picked } }) => {
    const { flows, report } = await ctx.backend.foreignImports.import(file, ctx.person.id, picked)
    return { id: flows[0]?.id ?? '', flows, report }
  }),
  /**
   * Restores a flow from the recycle bin. The restored flow is off.
   * @throws `flow.gone`, `permission.denied`
   */
  restore: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) => ctx.backend.flows.restore(await ownFlow(ctx, input.flowId))),
  /**
   * Permanently deletes a flow in the recycle bin.
   * @throws `flow.gone`, `permission.denied`
   */
  purge: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) => ctx.backend.bin.purgeFlow(await ownFlow(ctx, input.flowId))),
  /**
   * Lists earlier states of a flow, newest first, with the names of the members who saved them.
   * @throws `flow.gone`, `permission.denied`
   */
  history: procedure.input(FlowRef).query(async ({ ctx, input }) =>
    (await ctx.backend.flowDrafts.list(await ownFlow(ctx, input.flowId))).map(({ by, ...state }) => ({
      ...state,
      byName: by === null ? null : ctx.people.nameOf(by)
    }))
  ),
  /**
   * Returns an earlier state of a flow, for read-only display.
   * @throws `flow.gone`, `flow.state-gone`, `permission.denied`
   */
  state: procedure
    .input(StateRef)
    .query(async ({ ctx, input }) =>
      ctx.backend.flowDrafts.get(await ownFlow(ctx, input.flowId), input.state)
    ),
  /**
   * Returns an earlier state, to be saved as the draft. The current draft stays in the history.
   * Throws `flow.gone`, `flow.state-gone`, `permission.denied`.
   */
  takeState: procedure
    .input(StateRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.flowDrafts.take(await ownFlow(ctx, input.flowId), input.state)
    ),
  /**
   * Returns the problems that prevent turning a flow on with its current draft.
   * @throws `flow.gone`, `permission.denied`
   */
  blockers: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.subscriptions.blockers(await ownFlow(ctx, input.flowId))),
  /**
   * Returns the document of the live revision.
   * @throws `flow.gone`, `flow.not-on`, `permission.denied`
   */
  running: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.userFlows.running(await ownFlow(ctx, input.flowId))),
  /**
   * Returns the effects of applying the draft of an active flow.
   * @throws `flow.gone`, `permission.denied`
   */
  applyPlan: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.subscriptions.planChanges(await ownFlow(ctx, input.flowId))),
  /**
   * Applies the draft of an active flow without registering again.
   * @throws `flow.gone`, `flow.not-on`, `flow.no-changes`, `flow.must-re-register`,
   * `subscription.cannot-turn-on`, `permission.denied`
   */
  applyChanges: procedure.input(FlowRef).mutation(async ({ ctx, input }) => ({
    revisionNumber: await ctx.backend.subscriptions.applyChanges(await ownFlow(ctx, input.flowId))
  })),
  /**
   * Runs one card of the draft with the flow's connection, without storing the run. Throws
   * `flow.gone`, `card.gone`, `card.not-alone`, `version.gone`, `connection.gone`,
   * `permission.denied`, `agents.asks-first`.
   */
  testCard: procedure.input(TestCardInput).mutation(async ({ ctx, input: { flowId, ...alone } }) => {
    await mustNotAskFirst(ctx, [await ownFlow(ctx, flowId)])
    return ctx.backend.runs.testCard({ flowId, connectionId: null, ...alone })
  }),
  /**
   * Runs the draft as a test and stores the run. The flow may be on or off.
   * @throws `flow.gone`, `flow.wrong-place`, `version.gone`, `connection.gone`, `permission.denied`,
   * `agents.asks-first`
   */
  test: procedure.input(TrialInput).mutation(async ({ ctx, input }) => {
    await mustNotAskFirst(ctx, [await ownFlow(ctx, input.flowId)])
    return ctx.backend.runs.trial(input)
  }),
  /** Lists flows of other members that the person may run, by name. */
  shared: procedure.query(async ({ ctx }) =>
    (await ctx.backend.manualRuns.shared(ctx.person.id)).map(flow => runnableForViewer(ctx, flow))
  ),
  /**
   * Returns the input fields of a manual run. Throws `flow.gone`, `flow.not-on`, `flow.not-manual`,
   * `permission.denied`.
   */
  runForm: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) =>
      runnableForViewer(ctx, await ctx.backend.manualRuns.form(await runnableFlow(ctx, input.flowId)))
    ),
  /**
   * Starts a manual run with these values and returns its id.
   * @throws `flow.gone`, `flow.not-on`, `flow.not-manual`, `input.invalid`, `permission.denied`,
   * `agents.asks-first`
   */
  run: procedure
    .input(z.strictObject({ flowId: Id, values: z.record(FieldId, Json) }))
    .mutation(async ({ ctx, input: { flowId, values } }) => {
      await mustNotAskFirst(ctx, [await runnableFlow(ctx, flowId)])
      return { runId: await ctx.backend.manualRuns.run({ flowId, values, by: ctx.person }) }
    }),
  /**
   * Returns a test event to edit: a copy of the newest delivery, or an example. The example is built from the
   * event's outputs.
   * @throws `flow.gone`, `flow.no-event`
   */
  testEventDraft: procedure
    .input(FlowRef)
    .query(async ({ ctx, input }) => ctx.backend.testEvents.draft(await ownFlow(ctx, input.flowId))),
  /**
   * Sends a test event to the flow's Event URL, signed as its start card requires.
   * @throws `flow.gone`, `flow.not-on`, `http.*`, `test-event.not-signed`, `permission.denied`
   */
  sendTestEvent: procedure
    .input(TestEventInput)
    .mutation(async ({ ctx, input: { flowId, ...event } }) =>
      ctx.backend.testEvents.send(await ownFlow(ctx, flowId), event)
    ),
  /**
   * Returns a signed test event without sending it, for a command that the person can copy.
   * @throws `flow.gone`, `flow.not-on`, `http.header`
   */
  signTestEvent: procedure
    .input(TestEventInput)
    .mutation(async ({ ctx, input: { flowId, ...event } }) =>
      ctx.backend.testEvents.sign(await ownFlow(ctx, flowId), event)
    )
})
