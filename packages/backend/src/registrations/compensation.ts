import { type Attempt, Fault, type FaultCode, type FaultData } from '@hookwright/model'
import type { RunRow, SubscriptionRow } from '@hookwright/store'
import { nextTry } from '../kernel/backoff.ts'
import type { Write } from '../kernel/retry-until-written.ts'
import { removeAtService } from './deregistration.ts'
import { helperRun, type RegistrationContext } from './registration-context.ts'

/** Reasons for undoing a registration, by fault code. */
const reasons: Partial<Record<FaultCode, string>> = {
  'registration.timed-out': 'The registration took too long, so it was undone.',
  'registration.cancelled': 'The registration was cancelled, so it was undone.',
  'registration.not-proven': 'The service sent no test event in time, so the registration was undone.',
  'registration.probe-failed': 'The request for a test event failed, so the registration was undone.',
  'registration.no-time': 'The registration had already expired when it was returned, so it was undone.'
}

const reasonOf = (why: FaultData | null): string =>
  (why && reasons[why.code]) ?? 'The registration was undone.'

/** Compensation in progress: the removal of a registration that must be undone. */
export interface Compensation {
  /** The subscription with its current Registration Data. */
  row: SubscriptionRow
  attempt: Attempt
  run: RunRow
  /** Fault that ended the registration. */
  why: FaultData | null
}

/**
 * Stores the attempt to undo a registration, with the Registration Data that it needs. Returns `null` if the
 * connector has no deregistration flow.
 *
 * @param why fault that ended the registration
 */
export const beginCompensation = async (
  context: RegistrationContext,
  write: Write,
  row: SubscriptionRow,
  data: Uint8Array,
  why: FaultData | null
): Promise<Compensation | null> => {
  const { store, effects } = context
  const { deregistration } = row.terms
  if (deregistration === null) return null
  const run = helperRun(context, row, 'deregistration', deregistration.flowId)
  const attempt: Attempt = {
    id: effects.newId(),
    subscriptionId: row.id,
    kind: 'compensation',
    outcome: 'running',
    startedAt: run.startedAt,
    endedAt: null,
    fault: null,
    runId: run.id
  }
  await write(() => store.subscriptions.beginAttempt(row.id, { attempt, run, registrationData: data }))
  effects.passing('compensation-intended')
  return { row: { ...row, registrationData: data }, attempt, run, why }
}

/**
 * Undoes a late or invalid registration through its deregistration flow. Closes its cleanup entry only on
 * success.
 */
export const compensate = async (
  context: RegistrationContext,
  write: Write,
  { row, attempt, run, why }: Compensation
): Promise<void> => {
  const { store, effects } = context
  const { deregistration } = row.terms
  if (deregistration === null) return
  const removed = await removeAtService(context, row, {
    ...deregistration,
    run,
    attemptId: attempt.id,
    point: 'compensation'
  })
  const at = effects.clock()
  const end = {
    at,
    attemptId: attempt.id,
    outcome: removed.outcome,
    fault: removed.fault,
    run: removed.run,
    nextAt: nextTry({ openedAt: at, tries: 0, now: at, random: effects.random }),
    closes: removed.outcome === 'succeeded' ? { how: 'deregistered' as const, reason: reasonOf(why) } : null
  }
  await write(() => store.subscriptions.endAttempt(row.id, end)).finally(() => context.traces.end(attempt.id))
  effects.passing('compensation-kept')
  context.moved(row.id)
}

/** Resumes an interrupted compensation that has an open cleanup entry. Returns `null` if there is none. */
export const resumeCompensation = async (
  context: RegistrationContext,
  write: Write,
  row: SubscriptionRow
): Promise<Compensation | null> => {
  const { store, effects } = context
  const attempts = await store.subscriptions.attemptsOf(row.id)
  const interrupted = attempts.filter(
    attempt => attempt.kind === 'compensation' && attempt.outcome === 'running'
  )
  for (const attempt of interrupted) {
    await store.subscriptions.endAttempt(row.id, {
      at: effects.clock(),
      attemptId: attempt.id,
      outcome: 'uncertain',
      fault: new Fault('deregistration.interrupted').toData(),
      run: null,
      closes: null
    })
  }
  return interrupted.length === 0 || row.registrationData === null
    ? null
    : beginCompensation(context, write, row, row.registrationData, row.fault)
}
