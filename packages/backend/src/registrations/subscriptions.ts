import {
  type Attempt,
  type Blocker,
  type CleanupEntry,
  eventUrlOf,
  Fault,
  formatHold,
  type Id,
  type Lifetime,
  type Subscription
} from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { sealPlace } from '../kernel/seal-places.ts'
import { draftOf } from '../revisions/drafts.ts'
import { signingSecretOf } from '../subscription-cache/signing-secret.ts'
import { type ApplyPlan, applyChanges, planChanges } from './apply-changes.ts'
import { createCleanup } from './cleanup.ts'
import { createComparisons } from './comparisons.ts'
import { createDryRuns, type DryRuns } from './dry-runs.ts'
import { createHealer } from './healing.ts'
import { createMoving, type Moving } from './moving.ts'
import { createOrphans, type Orphans } from './orphans.ts'
import { progressOf, type SwitchProgress } from './progress.ts'
import { readinessOf } from './readiness.ts'
import type { Compared } from './reconcile.ts'
import { createRegistration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'
import { createRenewals } from './renewals.ts'
import { replace, type SuccessorTerms } from './replace.ts'
import { endAbandoned, resumeActs, resumeRegistration, resumeSubscriptions } from './resume.ts'
import { createRetirement } from './retirement.ts'
import { lifeOf, shownOf } from './rows.ts'
import { createSwitchOff, wantedRow } from './switch-off.ts'
import { switchOn } from './switch-on.ts'
import { createUpgrades, type Upgrades } from './upgrades.ts'

/** Operations on subscriptions: turning flows on and off, and reading the results. */
export interface Subscriptions {
  /**
   * Turns a flow on. The subscription is `registering` when this resolves. Throws the faults of `switchOn`.
   */
  switchOn: (flowId: Id) => Promise<Subscription>
  /**
   * Turns a flow off, or cancels turning it on. No more requests are accepted when this resolves.
   * Throws `subscription.already-off`.
   */
  switchOff: (flowId: Id) => Promise<void>
  /**
   * Registers a running flow again without interruption: with its draft, or on the current terms with a new
   * Event URL. Returns the successor, which is `registering`. Throws the faults of `replace`, and
   * `flow.on-hold` on the current terms.
   */
  replace: (flowId: Id, on: SuccessorTerms) => Promise<Subscription>
  /**
   * Cancels the registration that `replace` began. The flow stays on as it was. Throws
   * `subscription.not-replacing`.
   */
  cancelReplacing: (flowId: Id) => Promise<void>
  /** Returns the blockers that keep a flow's draft from being turned on. Throws `flow.gone`. */
  blockers: (flowId: Id) => Promise<Blocker[]>
  /** Returns the consequences of applying a flow's draft. Throws `flow.gone`. */
  planChanges: (flowId: Id) => Promise<ApplyPlan>
  /**
   * Applies a flow's draft without registering again. Returns the new revision number. Throws the faults of
   * `applyChanges`.
   */
  applyChanges: (flowId: Id) => Promise<number>
  /** Returns the progress of turning a flow on or off; null when it was never turned on. */
  progress: (flowId: Id) => Promise<SwitchProgress | null>
  /**
   * Pauses or resumes the flow. A paused flow stores deliveries without running them. Throws
   * `subscription.already-off`, `subscription.registering`, `flow.on-hold`.
   */
  pause: (flowId: Id, paused: boolean) => Promise<void>
  /** Returns a subscription. Throws `subscription.gone`. */
  get: (id: Id) => Promise<{ subscription: Subscription; attempts: Attempt[]; lifetime: Lifetime }>
  /** Lists the subscriptions of one flow, or of all flows for `null`, newest first. */
  list: (flowId: Id | null) => Promise<Subscription[]>
  /** Returns true when any flow of this owner was ever on; null means any owner. */
  wasOn: (ownerId: string | null) => Promise<boolean>
  /** Returns the full Event URL, for copying. Throws `subscription.gone`. */
  eventUrlOf: (id: Id) => Promise<string>
  /**
   * Returns the signing secret that a person enters at the service. Throws `subscription.gone`,
   * `subscription.secret-registered` if a flow registers the secret.
   */
  signingSecretOf: (id: Id) => Promise<string>
  cleanupEntries: () => Promise<CleanupEntry[]>
  /** Retries a cleanup entry now. Throws the faults of `Cleanup.retry`. */
  retryCleanupEntry: (id: Id) => Promise<void>
  /** Closes a cleanup entry with a reason. Throws `cleanup.gone`, `cleanup.closed`. */
  closeCleanupEntry: (id: Id, reason: string) => Promise<void>
  /**
   * Renews an expiring subscription now, before its planned time. Resolves when the renewal has ended. Throws
   * `subscription.already-off`, `renewal.not-expiring`, `renewal.busy`.
   */
  renewNow: (flowId: Id) => Promise<void>
  /**
   * Compares the registrations that a flow's service lists with the expected ones. Throws the faults of
   * `reconcile`.
   */
  compare: (flowId: Id, subscriptionId?: Id) => Promise<Compared>
  orphans: Orphans
  dryRuns: DryRuns
  moving: Omit<Moving, 'stop'>
  upgrades: Omit<Upgrades, 'stop'>
  /** Resumes interrupted work. Called after startup. */
  resume: () => Promise<void>
  /** Resolves when work in progress has ended. Called when the server stops. */
  idle: () => Promise<void>
}

/**
 * Wraps `switchOff` so that it does not throw for a flow that is already off. It still cancels a planned
 * repair that would turn the flow on again.
 */
export const ignoringOff =
  (switchOff: Subscriptions['switchOff']): Subscriptions['switchOff'] =>
  async flowId => {
    await switchOff(flowId).catch(thrown => {
      if (!(thrown instanceof Fault) || thrown.code !== 'subscription.already-off') throw thrown
    })
  }

export const createSubscriptions = (context: RegistrationContext): Subscriptions => {
  const { store, effects } = context
  const off = createSwitchOff(context, id => renewals.settled(id))
  const cleanup = createCleanup(context)
  const retirement = createRetirement(context, off)
  const registration = createRegistration(context, { replaced: retirement.schedule, quiet: off.settled })
  const moving = createMoving(context, registration)
  const upgrades = createUpgrades(context, registration)
  const orphans = createOrphans(context)
  /** Resolves when no removal for this flow is in progress. */
  const quiet = async (flowId: Id): Promise<void> => {
    await cleanup.settled(flowId)
    await orphans.settled(flowId)
  }
  const comparisons = createComparisons(context, () => healer)
  const healer = createHealer(context, {
    compare: comparisons.look,
    orphans,
    registration,
    quiet,
    reregister: async (flowId, healing) => {
      try {
        await quiet(flowId)
        const successor = await replace(context, registration, flowId, 'kept', healing)
        context.moved(successor.id)
        await registration.settled(successor.id)
      } catch (thrown) {
        if (!(thrown instanceof Fault) || thrown.code === 'storage.failed') throw thrown
      }
    }
  })
  const dryRuns = createDryRuns(context)
  let removingTrials = Promise.resolve()
  const renewals = createRenewals(context, {
    begin: flowId => replace(context, registration, flowId, 'kept'),
    settled: registration.settled
  })

  const acts = { registration, switchOff: off, retirement }
  let isResuming = false
  /** Resumes interrupted work unless this is already in progress. */
  const resumeAlone = async (resume: () => Promise<void>): Promise<void> => {
    if (isResuming) return
    isResuming = true
    await resume().finally(() => {
      isResuming = false
    })
  }
  const notYet = (thrown: unknown): void =>
    effects.log('Operations that another server requested or left unfinished could not be completed yet.', {
      cause: String(thrown)
    })
  /**
   * Ends the attempts and runs that stopped processes left unfinished. If there is only one process, these
   * are all unfinished ones.
   */
  const endInterrupted = async (): Promise<void> => {
    // First, since the runs of running attempts are taken to go on.
    await cleanup.endInterrupted()
    await endAbandoned(context, acts)
  }
  /** Resumes the work that stopped processes have left. */
  const takeUpLeft = async (): Promise<void> => {
    await renewals.takeUp()
    // A slow service holds up nothing else.
    removingTrials = removingTrials.then(orphans.removeTrials)
  }

  const stops = [
    store.acts.listen({
      cancel: id => void registration.cancel(id).catch(notYet),
      left: ids => void resumeAlone(() => resumeActs(context, acts, new Set(ids))).catch(notYet)
    }),
    store.processes.onGone(async () => {
      if (!context.isOnDuty()) return false
      await endInterrupted()
      await takeUpLeft()
      return true
    })
  ]

  const turnOn = async (flowId: Id): Promise<Subscription> => {
    await quiet(flowId)
    await context.turns.turn('new')
    const subscription = await switchOn(context, registration, flowId)
    context.moved(subscription.id)
    return subscription
  }

  const cancel = async (row: SubscriptionRow): Promise<void> => {
    if (row.status.is !== 'registering' || (await registration.cancel(row.id))) return
    // Nobody carries it out any more, since its end could not be written; take it up to end it.
    const fault = new Fault('registration.cancelled')
    await resumeRegistration(context, registration, row, { how: 'cancelled', fault })
    await registration.cancel(row.id)
  }

  /**
   * Cancels the plan to turn a flow on again after the repair of its uncertain registration. Returns false if
   * there is no such plan.
   */
  const keepOff = async (flowId: Id): Promise<boolean> => {
    const current = await store.subscriptions.currentOf(flowId)
    const row = current && (await store.subscriptions.find(current.id))
    if (row === null || row.wanted || row.healing?.to !== 'on') return false
    const off = { compareAt: row.compareAt, healing: { ...row.healing, to: 'off' as const } }
    return (await store.comparisons.plan(row.id, off, row)) || keepOff(flowId)
  }

  const switchOff = async (flowId: Id): Promise<void> => {
    // It may have been registered again in this moment; then there is something to close after all.
    if ((await keepOff(flowId)) && (await store.subscriptions.wantedOf(flowId)) === null) return
    const row = await wantedRow(context, flowId)
    for (const beside of await store.subscriptions.otherActiveOf(flowId)) await cancel(beside)
    await cancel(row)
    // One may have come on just before it could be cancelled; then there is a subscription to close after all.
    const now = await store.subscriptions.wantedOf(flowId)
    if (now !== null && !(await off.begin(now))) throw new Fault('subscription.already-off')
    for (const beside of await store.subscriptions.otherActiveOf(flowId)) await off.begin(beside)
  }

  return {
    switchOn: turnOn,
    switchOff,
    replace: async (flowId, on) => {
      const hold = on === 'kept' ? ((await store.subscriptions.wantedOf(flowId))?.hold ?? null) : null
      if (hold !== null) throw new Fault('flow.on-hold', { why: formatHold(hold) })
      await quiet(flowId)
      const successor = await replace(context, registration, flowId, on)
      context.moved(successor.id)
      return successor
    },
    cancelReplacing: async flowId => {
      const beside = await store.subscriptions.otherActiveOf(flowId)
      const successor = beside.find(({ status }) => status.is === 'registering')
      if (successor === undefined) throw new Fault('subscription.not-replacing')
      await cancel(successor)
    },
    blockers: async flowId => (await readinessOf(context, await draftOf(context, flowId))).blockers,
    progress: flowId => progressOf(context, flowId),
    planChanges: flowId => planChanges(context, flowId),
    applyChanges: flowId => applyChanges(context, flowId),
    pause: async (flowId, paused) => {
      const row = await wantedRow(context, flowId)
      if (row.status.is === 'registering') throw new Fault('subscription.registering')
      if (row.status.is === (paused ? 'paused' : 'on')) return
      if (row.hold !== null) throw new Fault('flow.on-hold', { why: formatHold(row.hold) })
      if (!(await store.subscriptions.pause(row.id, paused, effects.clock()))) {
        throw new Fault('subscription.already-off')
      }
      context.moved(row.id)
      // What still answers beside it holds what comes as it does.
      for (const beside of await store.subscriptions.otherActiveOf(flowId)) {
        if (await store.subscriptions.pause(beside.id, paused, effects.clock())) context.moved(beside.id)
      }
    },
    get: async id => {
      const row = await store.subscriptions.find(id)
      if (row === null) throw new Fault('subscription.gone')
      const attempts = await store.subscriptions.attemptsOf(id)
      return { subscription: shownOf(row), attempts, lifetime: lifeOf(row, attempts) }
    },
    list: flowId => store.subscriptions.list(flowId),
    wasOn: ownerId => store.subscriptions.wasOn(ownerId),
    eventUrlOf: async id => {
      const row = await store.subscriptions.find(id)
      if (row === null) throw new Fault('subscription.gone')
      const token = effects.sealer.open(row.tokenSealed, sealPlace(id, 'token'))
      return eventUrlOf(context.settings.publicUrl(), token)
    },
    signingSecretOf: async id => {
      const row = await store.subscriptions.find(id)
      if (row === null) throw new Fault('subscription.gone')
      if (!row.terms.secretByHand) throw new Fault('subscription.secret-registered')
      return signingSecretOf(effects, row)
    },
    cleanupEntries: () => store.cleanup.list(),
    moving,
    upgrades,
    retryCleanupEntry: id => cleanup.retry(id),
    closeCleanupEntry: (id, reason) =>
      store.cleanup.close(id, { how: 'by-hand', reason, at: effects.clock() }),
    renewNow: renewals.renewNow,
    compare: comparisons.compare,
    orphans,
    dryRuns,
    resume: async () => {
      // Between processes, those that are gone are known only after some time.
      const isAlone = store.sharedWork === null
      if (isAlone) await endInterrupted()
      await resumeAlone(() => resumeSubscriptions(context, acts))
      if (isAlone) await takeUpLeft()
      await cleanup.begin()
      await renewals.begin()
      comparisons.begin()
    },
    idle: async () => {
      retirement.stop()
      for (const stop of stops) stop()
      await Promise.all([
        moving.stop(),
        upgrades.stop(),
        cleanup.stop(),
        renewals.stop(),
        comparisons.stop(),
        dryRuns.stop(),
        removingTrials,
        registration.stop(),
        off.stop()
      ])
    }
  }
}
