import {
  type AttemptOutcome,
  Fault,
  type Id,
  type Millis,
  type RunOutcome,
  type SubscriptionTerms
} from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { stuckAlert } from '../alerts/new-alert.ts'
import type { Write } from '../kernel/retry-until-written.ts'
import { receivingOf } from '../revisions/receiving-of.ts'
import { afterEnd, compareEveryOf, repairLater } from './after-end.ts'
import { beginCompensation, compensate } from './compensation.ts'
import { cancelled, type EarlyEnd, type Ending, type RegistrationAct } from './registration-act.ts'
import { openEntry, type RegistrationContext } from './registration-context.ts'
import { expiryOf, redactedRun, sealData, whyOff } from './registration-outcome.ts'
import type { RegistrationState } from './start-registration.ts'
import { placeIn, whereFailed, whereItIs } from './where-it-was.ts'

/** Handlers for the end of a registration. Each promise resolves once the result is stored. */
export interface RegistrationEndings {
  /** Handles a flow that ended in time. Its subscription becomes on, refused or uncertain. */
  settle: (act: RegistrationAct, outcome: RunOutcome, state: RegistrationState) => Promise<void>
  /** Ends a registration before its flow ends. Creates a cleanup entry for a possible leftover. */
  endEarly: (act: RegistrationAct, ending: Ending, mayExist: boolean) => Promise<void>
  /** Handles a flow that ended after its timeout. Its registration is undone. */
  settleLate: (
    act: RegistrationAct,
    ending: Ending,
    outcome: RunOutcome,
    state: RegistrationState
  ) => Promise<void>
  /** Adds the progress of the flow to the fault of an early end. */
  placed: (row: SubscriptionRow, early: EarlyEnd, state: RegistrationState) => Promise<EarlyEnd>
}

/**
 * Returns how long a replaced subscription still accepts events next to its successor. Zero if the event
 * defines no delivery id, because an event sent to both would then run twice.
 */
export const overlapOf = async (context: RegistrationContext, terms: SubscriptionTerms): Promise<Millis> => {
  const loadedRevision = await context.loadedRevisions.of(terms.versionId, null).catch(() => null)
  if (loadedRevision === null) return 0
  const { deliveryId } = receivingOf(context.specs, loadedRevision.snapshot, terms.eventFlowId)
  return deliveryId === '' ? 0 : context.settings.overlap
}

const helperOf = ({ terms }: SubscriptionRow): { versionId: Id; flowId: Id } | null =>
  terms.registration && { versionId: terms.versionId, flowId: terms.registration.flowId }

/** Converts the end of a registration to the outcome of its attempt. */
const attemptOf = (how: Ending['how']): AttemptOutcome => (how === 'refused' ? 'failed' : how)

/**
 * Creates the handlers for the end of registrations.
 *
 * @param acts.replaced called for each replaced subscription
 * @param acts.othersEnded resolves when no other registration of the flow is in progress
 */
export const registrationEndings = (
  context: RegistrationContext,
  acts: {
    write: Write
    replaced: (row: SubscriptionRow) => void
    othersEnded: (row: SubscriptionRow) => Promise<void>
  }
): RegistrationEndings => {
  const { store, effects } = context
  const { write, replaced, othersEnded } = acts

  const settle = async (
    act: RegistrationAct,
    outcome: RunOutcome,
    state: RegistrationState
  ): Promise<void> => {
    effects.passing('registration-returned')
    const { row, attemptId } = act
    const at = effects.clock()
    const run = redactedRun(context, act, outcome, state.secrets)
    if (outcome.status.is !== 'failed') {
      const registrationData = sealData(context, row, outcome)
      const answersUntil = at + (await overlapOf(context, row.terms))
      const probedAt = state.probed?.is === 'seen' ? state.probed.at : null
      const expiresAt = expiryOf(outcome)
      const compareAt = row.terms.listing === undefined ? null : at + compareEveryOf(row)
      const params = { at, attemptId, run, registrationData, expiresAt, answersUntil, probedAt, compareAt }
      const came = await write(() => store.subscriptions.becomeOn(row.id, params))
      effects.passing('registration-kept')
      if (came.is === 'on' && came.replaced !== null) await handOver(came.replaced)
      if (came.is === 'nobody-to-replace') {
        const early = cancelled()
        await endEarly(act, early, state.mayExist())
        await settleLate(act, early, outcome, state)
      }
      return
    }
    const mayExist = state.mayExist()
    const { baseUrl, secrets } = state.trace
    const scrub = effects.scrubber(secrets.length > 0 ? secrets : [act.token])
    const failure = scrub(outcome.status)
    const helper = helperOf(row)
    const place = helper && (await placeIn(context, helper, failure.at))
    const where = whereFailed(place, { fault: failure.fault, steps: scrub(outcome.steps), baseUrl })
    const fault = whyOff(failure, mayExist, place, where)
    effects.passing('registration-ending')
    await write(() =>
      store.subscriptions.endRegistering(row.id, {
        at,
        how: mayExist ? 'uncertain' : 'refused',
        fault,
        attemptId,
        outcome: mayExist ? 'uncertain' : 'failed',
        run,
        cleanup: null,
        ...afterEnd(context, row, { mayExist, fault, at })
      })
    )
    effects.passing('registration-ended')
  }

  const placed = async (
    row: SubscriptionRow,
    early: EarlyEnd,
    { trace }: RegistrationState
  ): Promise<EarlyEnd> => {
    const helper = helperOf(row)
    if (early.how !== 'timed-out' || helper === null) return early
    const where = effects.scrubber(trace.secrets)(await whereItIs(context, helper, trace))
    return { ...early, fault: new Fault(early.fault.code, { ...early.fault.details, where }) }
  }

  /** Hands over to a successor that is on. The replaced subscription still accepts events for a while. */
  const handOver = async (replacedId: Id): Promise<void> => {
    const old = await write(() => store.subscriptions.find(replacedId))
    if (old === null) return
    context.moved(old.id)
    replaced(old)
  }

  const endEarly = async (act: RegistrationAct, { how, fault }: Ending, mayExist: boolean): Promise<void> => {
    const { row, attemptId } = act
    const at = effects.clock()
    const why = fault.toData()
    const cleanup = mayExist ? openEntry(context, row, why, at) : null
    effects.passing('registration-ending')
    await write(() =>
      store.subscriptions.endRegistering(row.id, {
        at,
        how,
        fault: why,
        attemptId,
        outcome: attemptOf(how),
        run: null,
        cleanup,
        repair: repairLater(context, { row, how, at, mayExist, isInterrupted: act.early !== undefined })
      })
    )
    effects.passing('registration-ended')
    context.moved(row.id)
  }

  const settleLate = async (
    act: RegistrationAct,
    early: Ending,
    outcome: RunOutcome,
    state: RegistrationState
  ): Promise<void> => {
    const reason = 'The service refused the registration, so nothing is registered there.'
    const mayExist = state.mayExist()
    const data = sealData(context, act.row, outcome)
    const at = effects.clock()
    const fault = early.fault.toData()
    const isLeftover = mayExist && (data === null || act.row.terms.deregistration === null)
    const alert = isLeftover && stuckAlert(effects, act.row, { tries: 0, nextAt: null, fault, at })
    const params = {
      at,
      attemptId: act.attemptId,
      outcome: attemptOf(early.how),
      fault,
      run: redactedRun(context, act, outcome, state.secrets),
      closes: mayExist ? null : { how: 'deregistered' as const, reason },
      ...(alert && { alert })
    }
    // What is needed to undo it is written down first, so that no stop can lose it.
    const undoing =
      mayExist && data !== null ? await beginCompensation(context, write, act.row, data, fault) : null
    await write(() => store.subscriptions.endAttempt(act.row.id, params))
    if (undoing === null) return
    await othersEnded(act.row)
    await compensate(context, write, undoing)
  }

  return { settle, endEarly, settleLate, placed }
}
