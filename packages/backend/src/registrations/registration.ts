import { Fault, type Id, type Millis, type RunOutcome } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { retryUntilWritten, type Write } from '../kernel/retry-until-written.ts'
import { compensate, resumeCompensation } from './compensation.ts'
import { notProven, type Probed } from './probe.ts'
import { cancelled, type EarlyEnd, type Ending, outOfTime, type RegistrationAct } from './registration-act.ts'
import type { RegistrationContext } from './registration-context.ts'
import { registrationEndings } from './registration-endings.ts'
import { expiryOf } from './registration-outcome.ts'
import { startRegistration } from './start-registration.ts'

/** Interval at which this process checks whether a registration in another process has ended. */
const LOOK: Millis = 200

/** Registration of subscriptions at the service. */
export interface Registration {
  /** Begins a registration in the background. The result is stored in the subscription's row. */
  begin: (act: RegistrationAct) => void
  /**
   * Cancels a registration of any process. Resolves once its end is stored, with false if none was in
   * progress.
   */
  cancel: (subscriptionId: Id) => Promise<boolean>
  /** Resumes undoing a registration after a late answer. Resolves once the intent is stored. */
  resumeUndo: (row: SubscriptionRow) => Promise<void>
  /**
   * Resolves when a registration in progress has ended, including its late answers. Resolves immediately if
   * none is in progress.
   */
  settled: (subscriptionId: Id) => Promise<void>
  /** Stops retrying failed writes. Resolves when work in progress has ended, including late responses. */
  stop: () => Promise<void>
}

/**
 * Replaces the fault of a registration that timed out before the service sent a request. The new fault says
 * that no request arrived.
 */
const unproven = (context: RegistrationContext, early: EarlyEnd): EarlyEnd =>
  early.how === 'timed-out' ? { ...early, fault: notProven(context) } : early

/** Returns the ending of a registration whose test event could not be requested. `null` for any other. */
const refusedBy = (probed: Probed | null): Ending | null =>
  probed?.is === 'failed' ? { how: 'refused', fault: probed.fault } : null

/**
 * Returns the end of a registration with an expiry in the past. Such a registration would otherwise be
 * repeated endlessly.
 */
const lapsed = (outcome: RunOutcome, now: Millis): Ending | null => {
  const expiresAt = outcome.status.is === 'failed' ? null : expiryOf(outcome)
  if (expiresAt === null || expiresAt > now) return null
  const details = { expiresAt: new Date(expiresAt).toISOString() }
  return { how: 'refused', fault: new Fault('registration.no-time', details) }
}

/**
 * Registration in progress. `ended` resolves when its subscription is no longer `registering`, `settled`
 * after any late answer.
 */
interface Acting {
  flowId: Id
  isRegistering: () => boolean
  hasEnded: () => void
  cancel: () => void
  ended: Promise<void>
  settled: Promise<void>
}

/**
 * Creates the registration.
 * @param around.replaced called for each replaced subscription
 * @param around.quiet resolves when no deregistration of a flow is in progress
 */
export const createRegistration = (
  context: RegistrationContext,
  around: { replaced: (row: SubscriptionRow) => void; quiet: (flowId: Id) => Promise<void> }
): Registration => {
  const { store, effects, settings } = context
  const underWay = new Map<Id, Acting>()
  const takingBack = new Set<Promise<void>>()
  let stopping = false
  const write: Write = act => retryUntilWritten({ effects, stopping: () => stopping }, act)

  /**
   * Resolves when no other registration of the flow is in progress. The service may return the same
   * registration for both.
   */
  const othersEnded = async ({ id, flowId }: SubscriptionRow): Promise<void> => {
    // Its own end is written: two that undo themselves would wait for each other.
    underWay.get(id)?.hasEnded()
    for (;;) {
      const others = [...underWay].flatMap(([of, act]) =>
        of !== id && act.flowId === flowId && act.isRegistering() ? [act.ended] : []
      )
      if (others.length === 0) return
      await Promise.all(others)
    }
  }
  const { settle, endEarly, settleLate, placed } = registrationEndings(context, {
    write,
    replaced: around.replaced,
    othersEnded
  })

  const carryOut = async (
    act: RegistrationAct,
    asked: Promise<EarlyEnd>,
    ended: () => void
  ): Promise<void> => {
    const limit = new AbortController()
    let over: Fault | null = act.early?.fault ?? null
    const until = act.early === undefined ? asked : Promise.resolve(act.early)
    const { running, state } = startRegistration(context, act, {
      signal: limit.signal,
      refuse: () => over,
      over: until,
      quiet: around.quiet(act.row.flowId),
      write
    })
    const earlyEnd = act.early ?? (await Promise.race([running.then(() => null), asked]))
    // From here on nothing more is asked of the service, however long it takes to say where it was.
    over ??= earlyEnd?.fault ?? null
    const early =
      earlyEnd === null
        ? (refusedBy(state.probed) ?? lapsed(await running, effects.clock()))
        : await placed(act.row, state.isProving ? unproven(context, earlyEnd) : earlyEnd, state)
    if (early === null) {
      const outcome = await running
      await context.turns.turn('begun')
      await settle(act, outcome, state)
    } else {
      over = early.fault
      const stop = effects.after(settings.registrationTime, () => limit.abort(early.fault))
      await endEarly(act, early, state.mayExist())
      ended()
      const late = await running
      stop()
      await settleLate(act, early, late, state)
    }
    context.moved(act.row.id)
    // Access to a connection may have changed while it registered.
    await context.holds.follow([act.row.flowId])
  }

  /** Runs work on a subscription unless another process already does. */
  const claimed = async ({ id }: SubscriptionRow, act: () => Promise<void>): Promise<void> => {
    if (!(await store.acts.claim(id))) return
    try {
      await act()
    } finally {
      await store.acts.release(id)
    }
  }

  /**
   * Cancels a registration of another process. Resolves once its end is stored, with false if no process runs
   * it.
   */
  const cancelElsewhere = async (id: Id): Promise<boolean> => {
    let wasAsked = false
    while (await store.acts.askToCancel(id)) {
      wasAsked = true
      await new Promise<void>(resolve => void effects.after(LOOK, resolve))
      if ((await store.subscriptions.find(id))?.status.is !== 'registering') return true
    }
    return wasAsked && (await store.subscriptions.find(id))?.status.is !== 'registering'
  }

  return {
    begin: act => {
      const { row } = act
      let ask: (end: EarlyEnd) => void = () => {}
      const asked = new Promise<EarlyEnd>(resolve => {
        ask = resolve
      })
      let isRegistering = true
      let hasEnded: () => void = () => {}
      const ended = new Promise<void>(resolve => {
        hasEnded = () => {
          isRegistering = false
          resolve()
        }
      })
      // No more than any other has, although the clock may have been set back since.
      const left = Math.min(Math.max(0, row.deadline - effects.clock()), settings.registrationTime)
      const stopClock = effects.after(left, () => ask(outOfTime(context)))
      const settled = claimed(row, () => carryOut(act, asked, hasEnded))
        .catch(thrown =>
          effects.log('The result of turning on a flow could not be saved.', { cause: String(thrown) })
        )
        .finally(() => {
          stopClock()
          hasEnded()
          underWay.delete(row.id)
          context.traces.end(act.attemptId)
        })
      const cancel = () => ask(cancelled())
      underWay.set(row.id, {
        flowId: row.flowId,
        isRegistering: () => isRegistering,
        hasEnded,
        cancel,
        ended,
        settled
      })
    },
    cancel: async subscriptionId => {
      const act = underWay.get(subscriptionId)
      if (act === undefined) return cancelElsewhere(subscriptionId)
      act.cancel()
      await act.ended
      return true
    },
    resumeUndo: async row => {
      const undoing = await resumeCompensation(context, write, row)
      if (undoing === null) return
      const work = claimed(row, () => othersEnded(row).then(() => compensate(context, write, undoing)))
        .catch(thrown =>
          effects.log('A registration that took too long could not be undone.', { cause: String(thrown) })
        )
        .finally(() => takingBack.delete(work))
      takingBack.add(work)
    },
    settled: async subscriptionId => underWay.get(subscriptionId)?.settled,
    stop: async () => {
      stopping = true
      await Promise.all([...[...underWay.values()].map(act => act.settled), ...takingBack])
    }
  }
}
