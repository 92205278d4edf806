import { type Attempt, Fault, type Id, type Millis } from '@hookwright/model'
import type { FinishedRun, SubscriptionRow } from '@hookwright/store'
import { stuckAlert } from '../alerts/new-alert.ts'
import type { JournalRows } from '../execution/durable-journal.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import { afterEnd } from './after-end.ts'
import type { Registration } from './registration.ts'
import { type EarlyEnd, outOfTime, type RegistrationAct } from './registration-act.ts'
import { helperRun, type RegistrationContext } from './registration-context.ts'
import { entryOfRenewal } from './registration-data.ts'
import { redactedRun } from './registration-outcome.ts'
import type { Retirement } from './retirement.ts'
import { startRegistration } from './start-registration.ts'
import type { SwitchOff } from './switch-off.ts'

/** Timeout for replaying an interrupted registration. After it, the replay ends at its current step. */
const RETRACE_TIME: Millis = 1000

/** Maximum number of registrations to resume at once. Each may have to be replayed. */
const SIDE_BY_SIDE = 16

interface Interrupted {
  attempt: Attempt
  rows: JournalRows
}

/** Rebuilds the original registration from its stored rows. */
const actAgain = (
  context: RegistrationContext,
  row: SubscriptionRow,
  { attempt, rows }: Interrupted
): RegistrationAct => {
  const { registration } = row.terms
  const begun = registration === null ? null : helperRun(context, row, 'registration', registration.flowId)
  const run = begun === null || attempt.runId === null ? null : { ...begun, id: attempt.runId }
  const token = context.effects.sealer.open(row.tokenSealed, sealPlace(row.id, 'token'))
  return { row, attemptId: attempt.id, run, token, rows }
}

/**
 * Replays the flow of an interrupted registration to find out how far it got. Finished effects come from the
 * journal, and the request in flight is not sent. Waits are skipped, because the server's startup waits for
 * the replay.
 */
const retrace = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  interrupted: Interrupted
): Promise<FinishedRun | null> => {
  const act = actAgain(context, row, interrupted)
  const fault = new Fault('registration.uncertain')
  const limit = new AbortController()
  const stop = context.effects.after(RETRACE_TIME, () => limit.abort(fault))
  const { running, state } = startRegistration(context, act, {
    signal: limit.signal,
    refuse: () => fault,
    over: new Promise(() => {}),
    quiet: Promise.resolve(),
    write: save => save()
  })
  const outcome = await running
  stop()
  context.traces.end(act.attemptId)
  // Where it ends otherwise, such as for a connection that is gone, that is not what ended it then.
  const { status } = outcome
  const isThere = status.is === 'failed' && status.fault.code === fault.code
  return isThere ? redactedRun(context, act, outcome, state.secrets) : null
}

/**
 * Resumes an interrupted registration. A request in flight is never repeated; the subscription becomes
 * `uncertain`. Otherwise the registration continues after its finished effects, within its remaining time.
 * `early` or the deadline ends it immediately and undoes its finished effects.
 */
export const resumeRegistration = async (
  context: RegistrationContext,
  registration: Registration,
  row: SubscriptionRow,
  early?: EarlyEnd
): Promise<void> => {
  const { store, effects } = context
  const attempts = await store.subscriptions.attemptsOf(row.id)
  const attempt = attempts.find(each => each.kind === 'registration' && each.outcome === 'running')
  if (attempt === undefined) return
  const rows = attempt.runId === null ? new Map() : await store.runs.journalOf(attempt.runId)
  const unsafe = [...rows.values()].filter(effect => !effect.safe)
  const at = effects.clock()
  if (unsafe.some(effect => effect.result === null)) {
    const fault = new Fault('registration.uncertain').toData()
    // Evidence alone: whatever hinders it, the registration ends.
    const run = await retrace(context, row, { attempt, rows }).catch(() => null)
    await store.subscriptions.endRegistering(row.id, {
      at,
      how: 'uncertain',
      fault,
      attemptId: attempt.id,
      outcome: 'uncertain',
      run,
      cleanup: null,
      ...afterEnd(context, row, { mayExist: true, fault, at, isInterrupted: true })
    })
    return context.moved(row.id)
  }
  const over = early ?? (at >= row.deadline ? outOfTime(context) : undefined)
  const act = actAgain(context, row, { attempt, rows })
  registration.begin(over === undefined ? act : { ...act, early: over })
}

/** Resumes registrations of different subscriptions, several at once, to shorten the startup. */
const resumeRegistrations = async (
  context: RegistrationContext,
  registration: Registration,
  rows: SubscriptionRow[]
): Promise<void> => {
  const left = rows.values()
  const takeUp = async (): Promise<void> => {
    for (const row of left) {
      await resumeUnclaimed(context, [row], () => resumeRegistration(context, registration, row))
    }
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, takeUp))
}

/**
 * Ends interrupted attempts that cannot be resumed because their process stopped. Their requests may have
 * been executed.
 */
const endForsaken = async (context: RegistrationContext): Promise<void> => {
  const { store, effects } = context
  const fault = new Fault('run.interrupted').toData()
  for (const { id, subscriptionId, kind, runId } of await store.subscriptions.forsaken()) {
    const at = effects.clock()
    const row = kind === 'renewal' && runId !== null ? await store.subscriptions.find(subscriptionId) : null
    const wasSent = row !== null && (await sentAnything(context, runId))
    const cleanup = wasSent ? await entryOfRenewal(context, row, fault, at) : null
    const end = { at, attemptId: id, outcome: 'uncertain' as const, fault, run: null }
    if (row === null || cleanup === null) {
      await store.subscriptions.endAttempt(subscriptionId, { ...end, closes: null })
    } else {
      const { renewAt, renewTries, gaps } = row
      await store.renewals.end(row.id, {
        ...end,
        renewed: null,
        plan: { renewAt, renewTries, gaps },
        cleanup
      })
    }
  }
}

/** Returns true when a run has sent a request with side effects, or was about to. */
const sentAnything = async ({ store }: RegistrationContext, runId: Id | null): Promise<boolean> =>
  runId !== null && [...(await store.runs.journalOf(runId)).values()].some(({ safe }) => !safe)

/**
 * Ends unfinished runs of a stopped process. Leaves out runs of deliveries, and runs of attempts that are
 * still in progress.
 */
const endRunsLeft = ({ store, effects }: RegistrationContext): Promise<void> =>
  store.runs.endInterrupted({ at: effects.clock(), fault: new Fault('run.interrupted').toData() })

/**
 * Raises missing alerts about leftovers at services, in case the server stopped before it raised them. No
 * alert is raised twice.
 */
const tellOfStuck = async ({ store, effects }: RegistrationContext): Promise<void> => {
  for (const { subscriptionId, tries, nextAt, why: fault } of await store.cleanup.open()) {
    const row = await store.subscriptions.find(subscriptionId)
    const alert = row && stuckAlert(effects, row, { tries, nextAt, fault, at: effects.clock() })
    if (alert) await store.alerts.raise(alert)
  }
}

/**
 * Resumes interrupted work on subscriptions in sequence. Skips subscriptions that another process works on.
 */
const resumeUnclaimed = async (
  { store: { acts } }: RegistrationContext,
  rows: SubscriptionRow[],
  resume: (row: SubscriptionRow) => Promise<void> | void
): Promise<void> => {
  for (const row of rows) {
    if (!(await acts.claim(row.id))) continue
    try {
      await resume(row)
    } finally {
      await acts.release(row.id)
    }
  }
}

interface Acts {
  registration: Registration
  switchOff: SwitchOff
  retirement: Retirement
}

/** Resumes interrupted work on these subscriptions, or on all of them for `null`. */
export const resumeActs = async (
  context: RegistrationContext,
  acts: Acts,
  ids: ReadonlySet<Id> | null = null
): Promise<void> => {
  const all = await context.store.subscriptions.interrupted()
  const interrupted = ids === null ? all : all.filter(({ id }) => ids.has(id))
  const areIn = (...statuses: SubscriptionRow['status']['is'][]): SubscriptionRow[] =>
    interrupted.filter(({ status }) => statuses.includes(status.is))
  // First, so that the registrations wait for them.
  await resumeUnclaimed(context, areIn('deregistering'), acts.switchOff.resume)
  await resumeRegistrations(context, acts.registration, areIn('registering'))
  await resumeUnclaimed(context, areIn('ended'), acts.registration.resumeUndo)
  // The runs of attempts that were ended just now.
  await endRunsLeft(context)
}

/** Resumes work on subscriptions that a stop has interrupted. Every subscription ends in a known status. */
export const resumeSubscriptions = async (context: RegistrationContext, acts: Acts): Promise<void> => {
  await resumeActs(context, acts)
  await tellOfStuck(context)
}

/**
 * Ends abandoned work: attempts that cannot be resumed, and runs without a delivery. Schedules the ends of
 * replaced subscriptions.
 */
export const endAbandoned = async (
  context: RegistrationContext,
  { retirement }: Pick<Acts, 'retirement'>
): Promise<void> => {
  await endForsaken(context)
  await endRunsLeft(context)
  for (const row of await context.store.subscriptions.interrupted()) {
    const { is } = row.status
    if (!row.wanted && (is === 'on' || is === 'paused')) retirement.schedule(row)
  }
}
