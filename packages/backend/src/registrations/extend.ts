import {
  type AttemptOutcome,
  eventUrlOf,
  Fault,
  type FaultData,
  type HelperTerms,
  type Millis,
  type RunOutcome,
  toFault
} from '@hookwright/model'
import type { FinishedRun, RunRow, SubscriptionRow } from '@hookwright/store'
import { connect } from '../connectors/connected.ts'
import { type JournalRows, openJournal } from '../execution/durable-journal.ts'
import { runTraced } from '../execution/run-traced.ts'
import { addressOf } from '../kernel/address.ts'
import type { Effects, ServiceClient } from '../kernel/effects.ts'
import { FUEL } from '../kernel/keep-run.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import { flowInVersion } from '../revisions/loaded-revisions.ts'
import { signingSecretOf } from '../subscription-cache/signing-secret.ts'
import {
  openRegistrationData,
  type RegistrationContext,
  secondsOf,
  throughBreakers
} from './registration-context.ts'
import { expiryOf, redactedRun, sealData } from './registration-outcome.ts'
import { tookEffect } from './request-log.ts'
import { secretsOfSubscription } from './subscription-secrets.ts'

/** Result of a renewal flow. */
export interface Extended {
  outcome: Extract<AttemptOutcome, 'succeeded' | 'failed' | 'timed-out' | 'uncertain'>
  fault: FaultData | null
  run: FinishedRun | null
  renewed: { registrationData: Uint8Array | null; expiresAt: Millis } | null
}

/** Wraps a service client to detect requests that may have taken effect without reporting success. */
const watchAnswers = (effects: Pick<Effects, 'surelyNotSent'>, client: ServiceClient) => {
  let lost = false
  const watched: ServiceClient = async (request, signal) => {
    if (request.method === 'GET' || request.method === 'HEAD') return client(request, signal)
    try {
      const response = await client(request, signal)
      if (response.status >= 500 && tookEffect(response.status)) lost = true
      return response
    } catch (thrown) {
      const fault = toFault(thrown)
      if (!effects.surelyNotSent(fault.toData())) lost = true
      throw fault
    }
  }
  return { watched, isLost: () => lost }
}

/**
 * Runs the renewal flow of a subscription with its stored data, within its timeout. Records every effect
 * before sending it; `rows` are the records of an earlier interrupted attempt. Throws only if the disk fails.
 */
export const extendAtService = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  act: { renewal: HelperTerms; run: RunRow; attemptId: string; rows: JournalRows }
): Promise<Extended> => {
  const { store, effects, settings } = context
  const { renewal, run, rows } = act
  const limit = new AbortController()
  const late = new Fault('renewal.timed-out', { seconds: secondsOf(settings.registrationTime) })
  const stop = effects.after(settings.registrationTime, () => limit.abort(late))
  const trace = context.traces.begin(act.attemptId, row.flowId)
  const token = effects.sealer.open(row.tokenSealed, sealPlace(row.id, 'token'))
  let secrets: string[] = []
  let isLost = (): boolean => false
  const work = async (): Promise<RunOutcome> => {
    const { versionId, connectionId } = row.terms
    const loadedRevision = await context.loadedRevisions.of(versionId, null)
    const { authentication } = loadedRevision.snapshot
    const through = throughBreakers(context, loadedRevision, connectionId)
    const connected = await connect({
      ...{ connections: context.connections, connectionId, authentication },
      through
    })
    secrets = [...connected.secrets, ...secretsOfSubscription(context, row)]
    trace.secrets = secrets
    const answers = watchAnswers(effects, connected.http)
    isLost = answers.isLost
    const refuse = (): Fault | null => (limit.signal.aborted ? late : null)
    const start = {
      eventUrl: eventUrlOf(addressOf(row, settings), token),
      signingSecret: signingSecretOf(effects, row),
      registrationData: openRegistrationData(context, row)
    }
    return runTraced(
      effects,
      run,
      flowInVersion(loadedRevision.snapshot, renewal.flowId),
      { ...start, ...renewal.inputs },
      {
        prepared: loadedRevision.prepared,
        fx: { ...effects, http: answers.watched },
        journal: openJournal({ store, sealer: effects.sealer, strict: true, refuse }, run, rows),
        runId: run.id,
        flowId: renewal.flowId,
        everywhere: connected.everywhere,
        signal: limit.signal,
        fuel: FUEL,
        told: trace.told
      }
    )
  }
  const outcome = await work().catch((thrown: unknown): RunOutcome => {
    const fault = toFault(thrown).toData()
    return { status: { is: 'failed', at: [], fault }, result: null, steps: [] }
  })
  stop()
  const kept = redactedRun(context, { run, token }, outcome, secrets)
  const ended = (how: Extended['outcome'], fault: FaultData): Extended => ({
    outcome: how,
    fault: effects.scrubber([...secrets, token])(fault),
    run: kept,
    renewed: null
  })
  if (outcome.status.is === 'failed') {
    const { fault } = outcome.status
    if (isLost()) {
      const told = { why: fault.message, cause: fault.code }
      return ended('uncertain', new Fault('renewal.uncertain', told).toData())
    }
    return ended(limit.signal.aborted ? 'timed-out' : 'failed', fault)
  }
  const expiresAt = expiryOf(outcome)
  if (expiresAt === null || expiresAt <= effects.clock()) {
    return ended('failed', new Fault('renewal.no-more-time').toData())
  }
  const registrationData = sealData(context, row, outcome)
  return { outcome: 'succeeded', fault: null, run: kept, renewed: { registrationData, expiresAt } }
}
