import { noJournal } from '@hookwright/engine'
import {
  type AttemptOutcome,
  Fault,
  type FaultData,
  goneStatuses,
  type Id,
  isGone,
  type RunOutcome
} from '@hookwright/model'
import type { FinishedRun, RunRow, SubscriptionRow } from '@hookwright/store'
import { connect } from '../connectors/connected.ts'
import { runTraced } from '../execution/run-traced.ts'
import { FUEL, finishRun } from '../kernel/keep-run.ts'
import type { Trace } from '../kernel/traces.ts'
import { flowInVersion } from '../revisions/loaded-revisions.ts'
import {
  openRegistrationData,
  type RegistrationContext,
  secondsOf,
  throughBreakers
} from './registration-context.ts'
import type { FailedRun } from './registration-outcome.ts'
import { secretsOfSubscription } from './subscription-secrets.ts'
import { isUsedElsewhere } from './used-elsewhere.ts'
import { placeIn, whereFailed, whereItIs } from './where-it-was.ts'

/** Result of a deregistration flow. */
export interface Removed {
  outcome: Extract<AttemptOutcome, 'succeeded' | 'failed' | 'timed-out'>
  fault: FaultData | null
  run: FinishedRun
  /** True if the service reported that the registration did not exist. */
  wasGone: boolean
  /**
   * True when no request was sent because another subscription of the flow uses the registration.
   */
  isKept?: boolean
}

/**
 * Returns the outcome and fault of a failed deregistration flow. The fault names the failed card.
 */
const howItFailed = async (
  context: RegistrationContext,
  helper: { versionId: Id; flowId: Id },
  params: { run: FinishedRun; failure: FailedRun; trace: Trace; isLate: boolean }
): Promise<Pick<Removed, 'outcome' | 'fault'>> => {
  const { run, failure, trace, isLate } = params
  const { at, fault: cause } = failure
  const scrub = context.effects.scrubber(trace.secrets)
  if (isLate) {
    const seconds = secondsOf(context.settings.registrationTime)
    const where = scrub(await whereItIs(context, helper, trace, at))
    return { outcome: 'timed-out', fault: new Fault('deregistration.timed-out', { seconds, where }).toData() }
  }
  const told = { fault: cause, steps: run.steps ?? [], baseUrl: trace.baseUrl }
  const where = scrub(whereFailed(await placeIn(context, helper, at), told))
  const details = { ...cause.details, why: cause.message, cause: cause.code, where }
  return { outcome: 'failed', fault: new Fault('deregistration.failed', details).toData() }
}

/**
 * Runs the deregistration flow of a subscription with its stored Registration Data and its current
 * connection. Ends within the timeout. Safe to repeat. Never throws.
 */
export const removeAtService = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  act: {
    flowId: Id
    inputs: Record<string, unknown>
    run: RunRow
    attemptId: Id
    point: 'deregistration' | 'compensation' | 'cleanup'
  }
): Promise<Removed> => {
  const { effects, settings } = context
  const limit = new AbortController()
  const late = new Fault('deregistration.timed-out', { seconds: secondsOf(settings.registrationTime) })
  const stop = effects.after(settings.registrationTime, () => limit.abort(late))
  const trace = context.traces.begin(act.attemptId, row.flowId)
  let wasGone = false
  try {
    if (await isUsedElsewhere(context, row, act.point === 'cleanup')) {
      const nothing: RunOutcome = { status: { is: 'succeeded' }, result: null, steps: [] }
      const run = finishRun(act.run, nothing, effects.clock(), effects.scrubber([]))
      return { outcome: 'succeeded', fault: null, run, wasGone, isKept: true }
    }
    const { versionId, connectionId } = row.terms
    const loadedRevision = await context.loadedRevisions.of(versionId, null)
    const { authentication } = loadedRevision.snapshot
    const through = throughBreakers(context, loadedRevision, connectionId)
    const connected = await connect({
      ...{ connections: context.connections, connectionId, authentication },
      through
    })
    trace.secrets = [...connected.secrets, ...secretsOfSubscription(context, row)]
    trace.baseUrl = connected.baseUrl
    const http: typeof connected.http = async (request, signal) => {
      if (act.point === 'deregistration') effects.passing('deregistration-sending')
      const response = await connected.http(request, signal)
      effects.passing(`${act.point}-sent`)
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        wasGone = goneStatuses.includes(response.status)
      }
      return response
    }
    const outcome: RunOutcome = await runTraced(
      effects,
      act.run,
      flowInVersion(loadedRevision.snapshot, act.flowId),
      { registrationData: openRegistrationData(context, row), ...act.inputs },
      {
        prepared: loadedRevision.prepared,
        fx: { ...effects, http },
        journal: noJournal,
        runId: act.run.id,
        flowId: act.flowId,
        everywhere: connected.everywhere,
        signal: limit.signal,
        fuel: FUEL,
        told: trace.told
      }
    )
    const run = finishRun(act.run, outcome, effects.clock(), effects.scrubber(trace.secrets))
    const isRefusedAsGone = wasGone && outcome.status.is === 'failed' && isGone(outcome.status.fault)
    if (run.status.is !== 'failed' || isRefusedAsGone)
      return { outcome: 'succeeded', fault: null, run, wasGone }
    const helper = { versionId, flowId: act.flowId }
    const told = { run, failure: run.status, trace, isLate: limit.signal.aborted }
    return { ...(await howItFailed(context, helper, told)), run, wasGone }
  } catch (thrown) {
    const fault = (thrown instanceof Fault ? thrown : new Fault('internal', {}, thrown)).toData()
    const failed: RunOutcome = { status: { is: 'failed', at: [], fault }, result: null, steps: [] }
    return {
      outcome: 'failed',
      fault,
      run: finishRun(act.run, failed, effects.clock(), effects.scrubber(trace.secrets)),
      wasGone
    }
  } finally {
    stop()
  }
}
