import {
  type Attempt,
  DAY,
  Fault,
  type Healing,
  HOUR,
  type Id,
  type Millis,
  openGapOf,
  SECOND,
  withGap,
  withoutOpenGap
} from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { uncertainAlert } from '../alerts/new-alert.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import { maySuffice } from './adoption.ts'
import { compareEveryOf } from './after-end.ts'
import { intend } from './intent.ts'
import type { Orphans } from './orphans.ts'
import type { Comparison, Unowned } from './reconcile.ts'
import type { Registration } from './registration.ts'
import type { RegistrationContext } from './registration-context.ts'

/** Maximum number of consecutive repairs of a flow if the service never lists its registration. */
const MOST_UNSEEN = 3

/** Repairs the differences that a comparison with a service finds. */
export interface Healer {
  /**
   * Compares one subscription, repairs the differences, and plans the next comparison. Throws only if the
   * disk fails.
   */
  heal: (subscriptionId: Id) => Promise<void>
}

interface Acts {
  compare: (flowId: Id, subscriptionId: Id) => Promise<Comparison>
  orphans: Pick<Orphans, 'remove' | 'takeOver'>
  registration: Pick<Registration, 'begin'>
  /** Resolves when no removal for this flow is in progress. */
  quiet: (flowId: Id) => Promise<void>
  /** Registers a running flow again. Resolves when the registration has ended. */
  reregister: (flowId: Id, healing: Healing) => Promise<void>
}

const isOn = ({ wanted, status }: SubscriptionRow): boolean =>
  wanted && (status.is === 'on' || status.is === 'paused')

/** Minimum delay of a retry. A single failure during a server restart is repaired within a minute. */
const SHORTEST_DELAY: Millis = 15 * SECOND

/** Returns the time to retry a failed repair. The longer the problem lasts, the longer the delay. */
const againAt = (since: Millis, now: Millis): Millis =>
  now + Math.min(Math.max(SHORTEST_DELAY, (now - since) / 2), HOUR)

export const createHealer = (context: RegistrationContext, acts: Acts): Healer => {
  const { store, effects, settings } = context

  /**
   * Plans the next comparison of a subscription. If the subscription has changed in the meantime, it stays
   * due.
   */
  const plan = async (
    row: SubscriptionRow,
    compareAt: Millis | null,
    healing: Healing | null
  ): Promise<void> => {
    await store.comparisons.plan(row.id, { compareAt, healing }, row)
  }

  /** Adds a finished repair to the log of a subscription. */
  const note = async (id: Id, kind: Attempt['kind'], fault: Attempt['fault'] = null): Promise<void> => {
    const at = effects.clock()
    const attempt: Attempt = {
      id: effects.newId(),
      subscriptionId: id,
      kind,
      outcome: 'running',
      startedAt: at,
      endedAt: null,
      fault: null,
      runId: null
    }
    await store.subscriptions.beginAttempt(id, { attempt, run: null, registrationData: null })
    const outcome = fault === null ? 'succeeded' : 'failed'
    const end = { at, attemptId: attempt.id, outcome, fault, run: null, closes: null } as const
    await store.subscriptions.endAttempt(id, end)
  }

  /**
   * Returns true if a subscription is in use, or its own repair will turn it on again. `of` is the
   * subscription in repair now.
   */
  const isUsedSoon = async (id: Id, of: Id): Promise<boolean> => {
    const row = await store.subscriptions.find(id)
    return row !== null && (row.status.is !== 'ended' || (id !== of && row.healing?.to === 'on'))
  }

  /** Returns the newest attempt to remove a registration, so that repeated failures are logged once. */
  const lastRemovalOf = async (id: Id): Promise<Attempt | undefined> =>
    (await store.subscriptions.attemptsOf(id)).findLast(({ kind }) => kind === 'removal')

  /** Removes the leftover registrations of ended subscriptions during the repair of the subscription `of`. */
  const removeLeft = async (of: Id, left: Unowned[]): Promise<void> => {
    for (const { orphanId, own } of left) {
      if (own === null || (await isUsedSoon(own.id, of))) continue
      const fault = await acts.orphans.remove(orphanId).catch(thrown => {
        if (thrown instanceof Fault && thrown.code !== 'storage.failed') return thrown.toData()
        throw thrown
      })
      if (fault === null || (await lastRemovalOf(own.id))?.fault?.code !== fault.code) {
        await note(own.id, 'removal', fault)
      }
    }
  }

  const compare = async (row: SubscriptionRow): Promise<Comparison | null> => {
    try {
      return await acts.compare(row.flowId, row.id)
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === 'storage.failed') throw thrown
      effects.log('Registrations could not be compared with those at the service.', {
        flow: row.flowId,
        cause: String(thrown)
      })
      return null
    }
  }

  const healLiving = async (row: SubscriptionRow): Promise<void> => {
    const next = effects.clock() + compareEveryOf(row)
    // A list may lag behind what has come on a moment ago.
    const sureAt = row.since + settings.registrationTime
    if (effects.clock() < sureAt) return plan(row, sureAt, row.healing)
    const found = await compare(row)
    if (found === null) return plan(row, next, row.healing)
    await removeLeft(row.id, found.unowned)
    if (!found.compared.missing.includes(row.id)) return plan(row, next, null)
    // A person entered its Event URL at the service, which another Event URL would not reach.
    if (row.terms.registration === null) return plan(row, next, null)
    const tries = row.healing?.tries ?? 0
    if (tries >= MOST_UNSEEN) return plan(row, next, row.healing)
    const since = row.healing?.since ?? effects.clock()
    await acts.reregister(row.flowId, { to: 'on', tries: tries + 1, since })
    const after = await store.subscriptions.find(row.id)
    if (after === null || !isOn(after)) return
    const gap = openGapOf(after.gaps)
    const now = effects.clock()
    await plan(after, Math.min(againAt(gap?.from ?? now, now), now + compareEveryOf(row)), after.healing)
  }

  const adopt = async (row: SubscriptionRow, data: Record<string, unknown>): Promise<boolean> => {
    const at = effects.clock()
    const sealed = effects.sealer.seal(JSON.stringify(data), sealPlace(row.id, 'registration-data'))
    const gap = {
      from: row.since,
      why: 'The response to the registration was lost, so the Event URL was closed.'
    }
    const gaps = withoutOpenGap(withGap(row.gaps, gap), at)
    const compareAt = at + compareEveryOf(row)
    if (!(await store.comparisons.adopt(row.id, { at, registrationData: sealed, gaps, compareAt })))
      return false
    await note(row.id, 'adoption')
    context.moved(row.id)
    return true
  }

  const takeOver = async (
    row: SubscriptionRow,
    data: Record<string, unknown>,
    orphanId: Id
  ): Promise<'adopted' | 'unwanted' | 'removed'> => {
    try {
      return (await acts.orphans.takeOver(orphanId, () => adopt(row, data))) ? 'adopted' : 'unwanted'
    } catch (thrown) {
      if (thrown instanceof Fault && thrown.code === 'orphan.closed') return 'removed'
      throw thrown
    }
  }

  /** Returns true if the flow should still be on: nobody has turned it on or off since. */
  const isStillMeant = async ({ id, flowId, healing }: SubscriptionRow): Promise<boolean> =>
    healing?.to === 'on' && (await store.subscriptions.currentOf(flowId))?.id === id

  const registerAgain = async (row: SubscriptionRow, healing: Healing): Promise<void> => {
    await acts.quiet(row.flowId)
    const again: Healing = { ...healing, tries: healing.tries + 1 }
    const { written, act } = await intend(context, {
      flowId: row.flowId,
      terms: row.terms,
      wanted: true,
      healing: again
    })
    try {
      await store.comparisons.registerAgain(row.id, { ...written, healing: again })
    } catch (thrown) {
      if (!(thrown instanceof Fault) || thrown.code === 'storage.failed') throw thrown
      return plan(row, null, null)
    }
    effects.passing('registration-intended')
    acts.registration.begin(act)
    context.moved(written.subscription.id)
  }

  /** Returns true if the service may still have something that this server could not remove. */
  const isInDoubt = async (row: SubscriptionRow): Promise<boolean> => {
    if (row.status.is === 'ended' && row.status.how === 'uncertain') return true
    const entry = await store.cleanup.openOf(row.id)
    return entry !== null && entry.nextAt === null
  }

  const healEnded = async (row: SubscriptionRow): Promise<void> => {
    if (await isInDoubt(row)) {
      const found = await compare(row)
      const left = found?.unowned ?? []
      const own = left.filter(each => each.own?.id === row.id)
      const data = own.length === 1 ? own[0]?.remote.registrationData : null
      if (data && (await isStillMeant(row)) && (await maySuffice(context, row, data))) {
        const adopted = await takeOver(row, data, own[0]?.orphanId ?? '')
        if (adopted === 'adopted') return
        const now = effects.clock()
        if (adopted === 'removed') return plan(row, againAt(row.since, now), row.healing)
        // Its flow is on by another registration, was turned off or was deleted meanwhile.
        return plan(row, now, row.healing && { ...row.healing, to: 'off' })
      }
      await removeLeft(row.id, left)
    }
    const now = effects.clock()
    const after = await store.subscriptions.find(row.id)
    if (after === null) return
    const { healing } = after
    if (await isInDoubt(after)) {
      const sureAt = after.since + settings.registrationTime
      if (now < sureAt) return plan(after, sureAt, healing)
      const since = healing?.since ?? after.since
      const fault = after.fault ?? new Fault('registration.uncertain').toData()
      if (after.status.is === 'ended' && after.status.how === 'uncertain') {
        await store.alerts.raise(uncertainAlert(effects, after, fault, now))
      }
      return now - since > DAY ? plan(after, null, null) : plan(after, againAt(since, now), healing)
    }
    if (healing === null || !(await isStillMeant(after))) return plan(after, null, null)
    await registerAgain(after, healing)
  }

  return {
    heal: async id => {
      const row = await store.subscriptions.find(id)
      // It may have been compared while it waited for its turn.
      if (row?.compareAt == null || row.compareAt > effects.clock()) return
      if (isOn(row)) return healLiving(row)
      if (row.status.is === 'ended') return healEnded(row)
      // It is being turned on or off, which plans what follows.
      return plan(row, null, row.healing)
    }
  }
}
