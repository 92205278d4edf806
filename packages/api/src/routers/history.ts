import { Fault, Id, parsePathSearch, replayFlows, runStatuses } from '@hookwright/model'
import { z } from 'zod'
import {
  allowedSearch,
  mustNotAskFirst,
  ofOwner,
  ownDelivery,
  ownFlow,
  ownReplays,
  ownRun,
  ownScope,
  replayableDelivery,
  replayableRun,
  runTextFilters,
  type SignedIn
} from '../own.ts'
import {
  deliveryForViewer,
  listedRunForViewer,
  openDeliveryForViewer,
  wholeRunForViewer
} from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'

/** Start (inclusive) and end (exclusive) of the period, in milliseconds since the epoch. */
const time = { from: z.int().exactOptional(), to: z.int().exactOptional() }
const page = {
  ...time,
  before: Id.exactOptional(),
  limit: z.int().min(1).max(200).default(50)
}
const words = z.string().trim().min(1).max(500)
/** Filters of the list of deliveries. */
const deliveryFilter = {
  flowId: Id.exactOptional(),
  connectorId: Id.exactOptional(),
  eventFlowId: Id.exactOptional(),
  status: z.enum(['accepted', 'done', 'filtered', 'refused', 'duplicate']).exactOptional(),
  result: z.enum(['failed', 'succeeded', 'open']).exactOptional(),
  /** Words to search for in the request. */
  q: words.exactOptional(),
  /** Path in the body and its value, as entered. */
  path: z
    .string()
    .max(1_000)
    .transform((text, problems) => {
      const path = parsePathSearch(text)
      if (path !== null) return path
      problems.addIssue({ code: 'custom', message: 'Enter a path and a value, such as body.user.id = 42.' })
      return z.NEVER
    })
    .exactOptional()
}

/**
 * Converts the API's filter to the filter of the backend.
 * @throws `flow.gone`, `permission.denied`
 */
const filterFor = async <Rest extends object>(
  ctx: SignedIn,
  params: z.infer<z.ZodObject<typeof deliveryFilter>> & Rest
) => {
  const { flowId, connectorId, eventFlowId, q, path, ...rest } = params
  const scope = {
    ...(await ownScope(ctx, flowId)),
    ...(connectorId && { connectorId }),
    ...(eventFlowId && { eventFlowId })
  }
  return { scope, ...allowedSearch(ctx, { ...(q && { q }), ...(path && { path }) }), ...rest }
}

/** Replay mode: which version of the flow runs, and whether requests are sent. */
const mode = {
  on: z.enum(replayFlows).default('newest'),
  effects: z.boolean().default(true)
}

const DeliveryRef = z.strictObject({ deliveryId: Id })
const RunRef = z.strictObject({ runId: Id })

/** Router of deliveries at Event URLs. Viewers get fault codes, but no bodies and headers. */
export const deliveries = router({
  /**
   * Lists deliveries of one flow, or of all flows that the person may see, newest first.
   * @throws `flow.gone`, `permission.denied`
   */
  list: procedure.input(z.strictObject({ ...deliveryFilter, ...page })).query(async ({ ctx, input }) => {
    const { rows, ...about } = await ctx.backend.deliveries.list(await filterFor(ctx, input))
    return { ...about, rows: rows.map(row => deliveryForViewer(ctx.person, row)) }
  }),
  /**
   * Counts deliveries over time by result, of one flow or of all flows that the person may see.
   * @throws `flow.gone`, `permission.denied`
   */
  chart: procedure
    .input(
      z.strictObject({
        flowId: Id.exactOptional(),
        connectorId: Id.exactOptional(),
        eventFlowId: Id.exactOptional(),
        ...time
      })
    )
    .query(async ({ ctx, input }) => ctx.backend.deliveries.chart(await filterFor(ctx, input))),
  /**
   * Returns a delivery with all details, including the exact bytes unless they were deleted. Throws
   * `delivery.gone`, `permission.denied`.
   */
  get: procedure.input(DeliveryRef).query(async ({ ctx, input }) => {
    const id = await ownDelivery(ctx, input.deliveryId)
    return openDeliveryForViewer(ctx.person, await ctx.backend.deliveries.open(id))
  }),
  /**
   * Counts the refused requests of a flow by reason. The reason of the latest refusal comes first.
   * @throws `flow.gone`, `permission.denied`
   */
  refusals: procedure
    .input(z.strictObject({ flowId: Id }))
    .query(async ({ ctx, input }) => ctx.backend.deliveries.refusalsOf(await ownFlow(ctx, input.flowId))),
  /**
   * Returns a delivery as a request to copy, with placeholders for secrets. If the start card verifies
   * signatures, the request is signed again.
   * @throws `delivery.gone`, `permission.denied`
   */
  signAnew: procedure
    .input(DeliveryRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.deliveries.signAnew(await ownDelivery(ctx, input.deliveryId))
    ),
  /**
   * Replays a delivery. The new run continues in the background. Throws `delivery.gone`,
   * `delivery.cannot-replay`, `replay.draft-unready`, `permission.denied`, `agents.asks-first`.
   */
  replay: procedure
    .input(z.strictObject({ deliveryId: Id, ...mode }))
    .mutation(async ({ ctx, input: { deliveryId, ...how } }) => ({
      runId: await ctx.backend.deliveries.replay(await replayableDelivery(ctx, deliveryId), how)
    })),
  /**
   * Counts the deliveries that match a filter and can be replayed now. Also counts the flows of these
   * deliveries.
   * @throws `flow.gone`, `permission.denied`
   */
  countReplayable: procedure
    .input(z.strictObject({ ...deliveryFilter, ...time }))
    .query(async ({ ctx, input }) => ctx.backend.deliveries.replays.count(await filterFor(ctx, input))),
  /**
   * Starts to replay the deliveries that match a filter, in the background. `perSecond` limits the rate.
   * @throws `flow.gone`, `permission.denied`, `replays.none`, `replays.under-way`, `replay.draft-unready`,
   * `agents.asks-first`
   */
  replayMany: procedure
    .input(
      z.strictObject({ ...deliveryFilter, ...time, ...mode, perSecond: z.int().min(1).max(50).default(5) })
    )
    .mutation(async ({ ctx, input: { perSecond, on, effects, ...input } }) => ({
      replaysId: await ctx.backend.deliveries.replays.begin({
        ownerId: ctx.person.id,
        filter: await filterFor(ctx, input),
        perSecond,
        mode: { on, effects },
        mustBeAllowed: (flowIds, methods) => mustNotAskFirst(ctx, flowIds, methods)
      })
    })),
  /** Lists the bulk replays in progress and the last ended ones, newest first. */
  replays: procedure.query(async ({ ctx }) => ofOwner(ctx, await ctx.backend.deliveries.replays.list())),
  /**
   * Stops a bulk replay. Runs in progress end normally.
   * @throws `replays.gone`, `permission.denied`
   */
  stopReplays: procedure
    .input(z.strictObject({ replaysId: Id }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.deliveries.replays.stop(await ownReplays(ctx, input.replaysId))
    )
})

/** Router of runs. Viewers get fault codes, but no values. */
export const runs = router({
  /**
   * Lists runs of one flow, or of all flows that the person may see, newest first.
   * @throws `flow.gone`, `permission.denied`
   */
  list: procedure
    .input(
      z.strictObject({
        flowId: Id.exactOptional(),
        deliveryId: Id.exactOptional(),
        status: z.enum(runStatuses).exactOptional(),
        /** Words to search for in the run's values, its error, or its payload. */
        q: words.exactOptional(),
        ...page
      })
    )
    .query(async ({ ctx, input: { flowId, q, ...filter } }) => {
      const scope = await ownScope(ctx, flowId)
      const sought = q === undefined ? {} : { sought: runTextFilters(ctx, q) }
      const { rows, ...about } = await ctx.backend.runs.list({ scope, ...filter, ...sought })
      return { ...about, rows: rows.map(row => listedRunForViewer(ctx.person, row)) }
    }),
  /**
   * Counts the runs that wait or are on hold, up to 1,000. Counts those of one flow, or of all flows that the
   * person may see.
   * @throws `flow.gone`, `permission.denied`
   */
  suspended: procedure
    .input(z.strictObject({ flowId: Id.exactOptional() }))
    .query(async ({ ctx, input }) => ctx.backend.runs.suspended(await ownScope(ctx, input.flowId))),
  /**
   * Returns the steps of a flow's newest runs in progress, for live display. The steps contain no values.
   * Throws `flow.gone`, `permission.denied`.
   */
  underWay: procedure
    .input(z.strictObject({ flowId: Id }))
    .query(async ({ ctx, input }) => ctx.backend.runs.underWay(await ownFlow(ctx, input.flowId))),
  /** Returns a run with its trace and the names of its steps' cards. Throws `run.gone`, `permission.denied`. */
  get: procedure.input(RunRef).query(async ({ ctx, input }) => {
    const run = await ownRun(ctx, input.runId)
    return { ...wholeRunForViewer(ctx.person, run), stepNames: await ctx.backend.runs.stepNames(run) }
  }),
  /**
   * Returns a run with its flows, for display on the canvas.
   * @throws `run.gone`, `run.not-drawable`, `permission.denied`
   */
  open: procedure
    .input(RunRef)
    .query(async ({ ctx, input }) => ctx.backend.runs.open((await ownRun(ctx, input.runId)).id)),
  /**
   * Replays the delivery of a run, or only its record if the run handled one record. The new run continues in
   * the background.
   * @throws `run.gone`, `run.cannot-replay`, `delivery.gone`, `delivery.cannot-replay`,
   * `replay.draft-unready`, `permission.denied`, `agents.asks-first`
   */
  replay: procedure
    .input(z.strictObject({ runId: Id, ...mode }))
    .mutation(async ({ ctx, input: { runId, ...how } }) => ({
      runId: await ctx.backend.deliveries.replayRun(await replayableRun(ctx, runId), how)
    })),
  /**
   * Returns the possible replay modes of a run, and the reasons why other modes are not possible.
   * @throws `run.gone`, `run.cannot-replay`, `permission.denied`
   */
  replayChoices: procedure
    .input(RunRef)
    .query(async ({ ctx, input }) =>
      ctx.backend.deliveries.replayChoices((await ownRun(ctx, input.runId)).id)
    ),
  /**
   * Resumes a run that waits or is on hold. Throws `run.gone`, `run.not-suspended`, `run.going-on`, `run.flow-paused`,
   * `permission.denied`.
   */
  goOn: procedure.input(RunRef).mutation(async ({ ctx, input }) => {
    const { id } = await ownRun(ctx, input.runId)
    if (!(await ctx.backend.agents.approvals.isWaiting(id))) return ctx.backend.runs.goOn(id)
    if (ctx.key !== null) throw new Fault('agents.person-only')
    return ctx.backend.agents.approvals.approve(id, ctx.person.id)
  }),
  /**
   * Ends a run that waits or is on hold.
   * @throws the faults of `goOn`
   */
  cancel: procedure.input(RunRef).mutation(async ({ ctx, input }) => {
    const { id } = await ownRun(ctx, input.runId)
    if (!(await ctx.backend.agents.approvals.isWaiting(id))) return ctx.backend.runs.cancel(id)
    if (ctx.key !== null) throw new Fault('agents.person-only')
    return ctx.backend.agents.approvals.refuse(id, ctx.person.id)
  })
})
