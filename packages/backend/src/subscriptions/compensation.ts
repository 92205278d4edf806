import { type Attempt, Fault } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { nextTry } from './backoff.ts'
import { removeAtService } from './deregistration.ts'
import { type Desk, helperRun } from './desk.ts'

/**
 * Undoes a registration that came too late: runs the deregistration flow with the Registration Data that is kept on
 * the row by now. The cleanup entry that owns what may exist is closed only when that succeeded.
 */
export const compensate = async (desk: Desk, row: SubscriptionRow, data: Uint8Array): Promise<void> => {
  const { store, outside } = desk
  const { deregistration } = row.terms
  if (deregistration === null) return
  const run = helperRun(desk, row, 'deregistration', deregistration.flowId)
  const attempt: Attempt = {
    id: outside.newId(),
    subscriptionId: row.id,
    kind: 'compensation',
    outcome: 'running',
    startedAt: outside.clock(),
    endedAt: null,
    fault: null,
    runId: run.id
  }
  await store.subscriptions.beginAttempt(row.id, { attempt, run, registrationData: data })
  outside.passing('compensation-intended')
  const late = { ...row, registrationData: data }
  const removed = await removeAtService(desk, late, {
    ...deregistration,
    run,
    attemptId: attempt.id,
    point: 'compensation'
  })
  const reason = 'The registration came too late and was undone.'
  const at = outside.clock()
  const end = {
    at,
    attemptId: attempt.id,
    outcome: removed.outcome,
    fault: removed.fault,
    run: removed.run,
    nextAt: nextTry({ openedAt: at, tries: 0, now: at, random: outside.random }),
    closes: removed.outcome === 'succeeded' ? { how: 'deregistered' as const, reason } : null
  }
  await store.subscriptions.endAttempt(row.id, end).finally(() => desk.traces.end(attempt.id))
  outside.passing('compensation-kept')
  desk.moved(row.id)
}

/** After a stop: a compensation that was under way is done again; its entry was open all the time. */
export const resumeCompensation = async (desk: Desk, row: SubscriptionRow): Promise<void> => {
  const { store, outside } = desk
  const attempts = await store.subscriptions.attemptsOf(row.id)
  const interrupted = attempts.filter(
    attempt => attempt.kind === 'compensation' && attempt.outcome === 'running'
  )
  for (const attempt of interrupted) {
    await store.subscriptions.endAttempt(row.id, {
      at: outside.clock(),
      attemptId: attempt.id,
      outcome: 'uncertain',
      fault: new Fault('deregistration.interrupted').toData(),
      run: null,
      closes: null
    })
  }
  if (interrupted.length > 0 && row.registrationData !== null) {
    await compensate(desk, row, row.registrationData)
  }
}
