import { Id } from '@hookwright/model'
import { z } from 'zod'
import {
  ofOwnFlows,
  ownCleanupEntry,
  ownerOf,
  ownFlow,
  ownFlows,
  ownSeries,
  ownSubscription,
  type SignedIn
} from '../own.ts'
import {
  attemptForViewer,
  entryForViewer,
  lifetimeForViewer,
  openRegistrationForViewer,
  progressForViewer,
  registrationForViewer,
  subscriptionForViewer
} from '../redact-for-viewer.ts'
import { procedure, router } from '../trpc.ts'
import { FlowRef } from './flow-input.ts'

const SubscriptionRef = z.strictObject({ subscriptionId: Id })

const FlowRefs = z.strictObject({ flowIds: z.array(Id).max(10_000) })

/** Maximum number of registrations in one response. */
const MOST_REGISTRATIONS = 200

/**
 * Page and filter of the registration list. `needy` selects registrations that need an action. With `times`
 * false, the times are omitted.
 */
const RegistrationsInput = z
  .strictObject({
    part: z.enum(['needy', 'fine']).exactOptional(),
    before: Id.exactOptional(),
    limit: z.int().min(1).max(MOST_REGISTRATIONS).exactOptional(),
    times: z.boolean().exactOptional()
  })
  .optional()

/** Id of a registration, and how many of its newest attempts to return. All attempts by default. */
const RegistrationInput = SubscriptionRef.extend({ newest: z.int().min(1).max(100).exactOptional() })

/**
 * Returns the filter for upgrades. It matches only flows that the person may see.
 * @throws `flow.gone`, `permission.denied`
 */
const ownUpgrades = async (
  context: SignedIn,
  { flowId, ...of }: { connectorId?: Id; flowId?: Id | undefined }
) => ({
  ...of,
  ownerId: ownerOf(context),
  ...(flowId !== undefined && { flowId: await ownFlow(context, flowId) })
})

/** Reason for closing an entry manually. */
const Reason = z.string().trim().min(1, 'Enter the reason for closing the entry.').max(500)

/** Router that turns users' flows on and off, and manages their subscriptions and registrations. */
export const subscriptions = router({
  /**
   * Turns a flow on. When the call returns, the flow's status is `registering`.
   * @throws `subscription.cannot-turn-on`, `subscription.already-on`, `flow.not-saved`
   */
  switchOn: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) => ctx.backend.subscriptions.switchOn(await ownFlow(ctx, input.flowId))),
  /**
   * Turns a flow off, or cancels turning it on. When the call returns, no more requests are accepted.
   * @throws `subscription.already-off`
   */
  switchOff: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.switchOff(await ownFlow(ctx, input.flowId))
    ),
  /**
   * Registers an active flow again with its draft. The old registration stays until the new one works. When
   * the call returns, the new subscription's status is `registering`.
   * @throws `flow.not-on`, `subscription.registering`, `subscription.replacing`,
   * `subscription.cannot-turn-on`, `flow.not-saved`
   */
  reRegister: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.replace(await ownFlow(ctx, input.flowId), 'drafted')
    ),
  /**
   * Registers a flow again to give it a new Event URL. Keeps the terms of its current registration, even if
   * the draft has changed.
   */
  rotate: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.replace(await ownFlow(ctx, input.flowId), 'kept')
    ),
  /**
   * Cancels a re-registration. The flow stays on with its current registration.
   * @throws `subscription.not-replacing`
   */
  cancelReplacing: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.cancelReplacing(await ownFlow(ctx, input.flowId))
    ),
  /**
   * Returns the progress of turning a flow on or off, card by card; null if the flow was never on.
   * @throws `flow.gone`
   */
  progress: procedure.input(FlowRef).query(async ({ ctx, input }) => {
    const progress = await ctx.backend.subscriptions.progress(await ownFlow(ctx, input.flowId))
    return progress && progressForViewer(ctx.person, progress)
  }),
  /**
   * Pauses or resumes a flow. A paused flow stores deliveries without running them.
   * @throws `subscription.already-off`
   */
  pause: procedure
    .input(z.strictObject({ flowId: Id, paused: z.boolean() }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.pause(await ownFlow(ctx, input.flowId), input.paused)
    ),
  /** Lists subscriptions. In all procedures of this router, viewers get fault codes but no values. */
  list: procedure
    .input(z.strictObject({ flowId: Id.nullable().default(null) }))
    .query(async ({ ctx, input }) =>
      (await ofOwnFlows(ctx, await ctx.backend.subscriptions.list(input.flowId))).map(each =>
        subscriptionForViewer(ctx.person, each)
      )
    ),
  /** Returns a subscription with its attempts. Throws `subscription.gone`, `permission.denied`. */
  get: procedure.input(SubscriptionRef).query(async ({ ctx, input }) => {
    const id = await ownSubscription(ctx, input.subscriptionId)
    const { subscription, attempts, lifetime } = await ctx.backend.subscriptions.get(id)
    return {
      subscription: subscriptionForViewer(ctx.person, subscription),
      lifetime: lifetimeForViewer(ctx.person, lifetime),
      attempts: attempts.map(each => attemptForViewer(ctx.person, each))
    }
  }),
  /** Returns the full Event URL, for copying. Throws `subscription.gone`, `permission.denied`. */
  eventUrl: procedure
    .input(SubscriptionRef)
    .query(async ({ ctx, input }) =>
      ctx.backend.subscriptions.eventUrlOf(await ownSubscription(ctx, input.subscriptionId))
    ),
  /**
   * Returns the Signing Secret of a subscription, for copying. It exists only if the Event URL is entered at
   * the service manually.
   * @throws `subscription.gone`, `subscription.secret-registered`, `permission.denied`
   */
  signingSecret: procedure
    .input(SubscriptionRef)
    .query(async ({ ctx, input }) =>
      ctx.backend.subscriptions.signingSecretOf(await ownSubscription(ctx, input.subscriptionId))
    ),
  /**
   * Lists flows that are registered at a former URL of this server, with the progress of their
   * re-registration.
   */
  moved: procedure.query(async ({ ctx }) => {
    const { moving } = ctx.backend.subscriptions
    return {
      publicUrl: moving.publicUrl(),
      flows: await moving.moved(ownerOf(ctx)),
      progress: await ownSeries(ctx, await moving.progress())
    }
  }),
  /**
   * Starts to register these flows again at the server's current URL, one after the other. The call returns
   * while this is in progress.
   * @throws `moving.busy`, `permission.denied`
   */
  moveHouse: procedure
    .input(FlowRefs)
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.moving.begin(await ownFlows(ctx, input.flowIds))
    ),
  /**
   * Lists connectors with active flows on an older version, each with the number of flows. With a flow id,
   * includes only this flow.
   * @throws `flow.gone`, `permission.denied`
   */
  upgrades: procedure
    .input(z.strictObject({ flowId: Id.optional() }).optional())
    .query(async ({ ctx, input }) => {
      const { upgrades } = ctx.backend.subscriptions
      return {
        offers: await upgrades.offers(await ownUpgrades(ctx, input ?? {})),
        progress: await ownSeries(ctx, await upgrades.progress())
      }
    }),
  /**
   * Returns the effects of upgrading one flow, or each flow of a connector.
   * @throws `flow.gone`, `permission.denied`
   */
  upgradePlan: procedure
    .input(z.strictObject({ connectorId: Id, flowId: Id.optional() }))
    .query(async ({ ctx, input }) => {
      const { upgrades } = ctx.backend.subscriptions
      return {
        flows: await upgrades.plan(await ownUpgrades(ctx, input)),
        progress: await ownSeries(ctx, await upgrades.progress())
      }
    }),
  /**
   * Starts to upgrade these flows to the deployed versions of their connectors, one after another. With
   * `connectorId`, upgrades only to the version of that connector.
   * @throws `upgrade.busy`, `permission.denied`
   */
  upgrade: procedure
    .input(FlowRefs.extend({ connectorId: Id.optional() }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.upgrades.begin(await ownFlows(ctx, input.flowIds), input.connectorId)
    ),
  /**
   * Lists registrations that exist or may exist at services, newest first. These are open or uncertain, or
   * have an open cleanup entry.
   */
  registrations: procedure.input(RegistrationsInput).query(async ({ ctx, input = {} }) => {
    const filter = { limit: MOST_REGISTRATIONS, ...input, ownerId: ownerOf(ctx) }
    return (await ctx.backend.registrations.list(filter)).map(each => registrationForViewer(ctx.person, each))
  }),
  /** Lists the ids of uncertain registrations and their flows. Clients only count them. */
  uncertain: procedure.query(async ({ ctx }) => ofOwnFlows(ctx, await ctx.backend.registrations.uncertain())),
  /**
   * Returns a registration with all its attempts, or only the newest attempts.
   * @throws `subscription.gone`, `permission.denied`
   */
  registration: procedure
    .input(RegistrationInput)
    .query(async ({ ctx, input: { subscriptionId, ...limit } }) => {
      const id = await ownSubscription(ctx, subscriptionId)
      return openRegistrationForViewer(ctx.person, await ctx.backend.registrations.open(id, limit))
    }),
  /**
   * Closes an uncertain subscription with a reason.
   * @throws `subscription.gone`, `subscription.not-uncertain`, `permission.denied`
   */
  closeUncertain: procedure
    .input(SubscriptionRef.extend({ reason: Reason }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.registrations.closeUncertain(await ownSubscription(ctx, input.subscriptionId), input.reason)
    ),
  /**
   * Renews an expiring subscription now. The call returns after the renewal has ended.
   * @throws `subscription.already-off`, `renewal.not-expiring`, `renewal.busy`
   */
  renewNow: procedure
    .input(FlowRef)
    .mutation(async ({ ctx, input }) => ctx.backend.subscriptions.renewNow(await ownFlow(ctx, input.flowId))),
  /**
   * Compares the registrations that the service lists with the expected ones. With a subscription id, uses
   * the terms of that subscription.
   * @throws `reconciliation.no-listing`, `subscription.gone`, `http.*`
   */
  compare: procedure
    .input(FlowRef.extend({ subscriptionId: Id.optional() }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.compare(await ownFlow(ctx, input.flowId), input.subscriptionId)
    ),
  /** Lists cleanup entries: registrations that may still exist at services. */
  cleanupEntries: procedure.query(async ({ ctx }) =>
    (await ofOwnFlows(ctx, await ctx.backend.subscriptions.cleanupEntries())).map(each =>
      entryForViewer(ctx.person, each)
    )
  ),
  /**
   * Retries a cleanup entry. The call returns while this is in progress.
   * @throws `cleanup.gone`, `cleanup.closed`, `cleanup.busy`, `cleanup.by-hand`
   */
  retryCleanupEntry: procedure
    .input(z.strictObject({ entryId: Id }))
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.retryCleanupEntry(await ownCleanupEntry(ctx, input.entryId))
    ),
  /**
   * Closes a cleanup entry with a reason.
   * @throws `cleanup.gone`, `cleanup.closed`, `permission.denied`
   */
  closeCleanupEntry: procedure
    .input(
      z.strictObject({
        entryId: Id,
        reason: Reason
      })
    )
    .mutation(async ({ ctx, input }) =>
      ctx.backend.subscriptions.closeCleanupEntry(await ownCleanupEntry(ctx, input.entryId), input.reason)
    )
})
