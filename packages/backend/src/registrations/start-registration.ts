import {
  eventUrlOf,
  Fault,
  nameOfPath,
  openGapOf,
  type RunOutcome,
  sameJson,
  toFault,
  valueAt
} from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import { connect } from '../connectors/connected.ts'
import { openJournal } from '../execution/durable-journal.ts'
import { runTraced } from '../execution/run-traced.ts'
import { addressOf } from '../kernel/address.ts'
import { FUEL } from '../kernel/keep-run.ts'
import type { Write } from '../kernel/retry-until-written.ts'
import type { Trace } from '../kernel/traces.ts'
import { flowInVersion } from '../revisions/loaded-revisions.ts'
import { signingSecretOf } from '../subscription-cache/signing-secret.ts'
import { type Probed, probe } from './probe.ts'
import type { EarlyEnd, RegistrationAct } from './registration-act.ts'
import { openRegistrationData, type RegistrationContext, throughBreakers } from './registration-context.ts'
import { dataPathsOf } from './registration-data.ts'
import { dataOf, sealData } from './registration-outcome.ts'
import { trackRequests } from './request-log.ts'
import { textsIn } from './subscription-secrets.ts'

/** State of a registration in progress, shared with the code that ends it. */
export interface RegistrationState {
  mayExist: () => boolean
  signingSecret: string
  secrets: string[]
  /** True while the registration waits for a request from the service. */
  isProving: boolean
  /** Result of waiting for the request; `null` if none is awaited. */
  probed: Probed | null
  trace: Trace
}

const secretsIn = (secret: string): string[] => (secret === '' ? [] : [secret])

/**
 * Returns the Registration Data of the subscription that is being replaced. `null` if its terms differ, or if
 * it has not ended at the service.
 */
const lapsedDataOf = async (
  context: RegistrationContext,
  { id, flowId, terms }: SubscriptionRow
): Promise<Record<string, unknown> | null> => {
  const wanted = await context.store.subscriptions.wantedOf(flowId)
  if (wanted === null || wanted.id === id || openGapOf(wanted.gaps) === null) return null
  const { registration, connectionId } = wanted.terms
  const isSame =
    connectionId === terms.connectionId && sameJson(registration ?? null, terms.registration ?? null)
  return isSame ? openRegistrationData(context, wanted) : null
}

const failureOf = (thrown: unknown): RunOutcome => ({
  status: { is: 'failed', at: [], fault: toFault(thrown).toData() },
  result: null,
  steps: []
})

/**
 * Runs the registration flow, continuing after the finished effects of an earlier attempt.
 *
 * @param params.refuse returns the reason why no more requests may be sent, or `null`
 * @param params.over resolves when the registration ends before its flow does
 * @param params.quiet resolves when no request that could remove the new registration is in progress
 */
export const startRegistration = (
  context: RegistrationContext,
  act: RegistrationAct,
  params: {
    signal: AbortSignal
    refuse: () => Fault | null
    over: Promise<EarlyEnd>
    quiet: Promise<void>
    write: Write
  }
): { running: Promise<RunOutcome>; state: RegistrationState } => {
  const { store, effects, settings } = context
  const { signal, refuse, over, quiet, write } = params
  const { versionId, connectionId, registration } = act.row.terms
  const before = [...act.rows.values()].some(row => !row.safe)
  const evidence = trackRequests({ effects, before, refuse })
  const signingSecret = signingSecretOf(effects, act.row)
  const trace = context.traces.begin(act.attemptId, act.row.flowId)
  const state: RegistrationState = {
    mayExist: evidence.mayExist,
    signingSecret,
    secrets: [],
    isProving: false,
    probed: null,
    trace
  }
  const work = async (): Promise<RunOutcome> => {
    await Promise.race([quiet.then(() => context.turns.turn('begun')), over])
    const loadedRevision = await context.loadedRevisions.of(versionId, null)
    const { authentication } = loadedRevision.snapshot
    const connected = await connect({
      connections: context.connections,
      connectionId,
      authentication,
      through: throughBreakers(context, loadedRevision, connectionId)
    })
    const lapsedData = await lapsedDataOf(context, act.row)
    state.secrets = [
      ...connected.secrets,
      ...secretsIn(state.signingSecret),
      ...textsIn(lapsedData).flatMap(secretsIn)
    ]
    trace.secrets = [...state.secrets, act.token]
    trace.baseUrl = connected.baseUrl
    const { run } = act
    if (run === null || registration === null) return { status: { is: 'succeeded' }, result: null, steps: [] }
    const { sealer } = effects
    const journal = openJournal({ store, sealer, strict: true, refuse }, run, act.rows)
    const start = {
      eventUrl: eventUrlOf(addressOf(act.row, settings), act.token),
      ...{ signingSecret: state.signingSecret, lapsedData },
      ...registration.inputs
    }
    return runTraced(effects, run, flowInVersion(loadedRevision.snapshot, registration.flowId), start, {
      prepared: loadedRevision.prepared,
      fx: { ...effects, http: evidence.watch(connected.http) },
      journal,
      runId: run.id,
      flowId: registration.flowId,
      everywhere: connected.everywhere,
      signal,
      fuel: FUEL,
      told: trace.told
    })
  }
  /** Waits until a request proves that the service reaches the Event URL, if the terms require this. */
  const prove = async (outcome: RunOutcome): Promise<RunOutcome> => {
    const isAsked = act.row.terms.probe !== undefined && act.early === undefined
    if (!isAsked || outcome.status.is === 'failed') return outcome
    state.isProving = true
    state.probed = await probe(context, act.row, {
      registrationData: dataOf(outcome),
      sealedData: sealData(context, act.row, outcome),
      over,
      write
    })
    return outcome
  }
  /**
   * Checks that the Registration Data contains a value that the deregistration flow reads. Without it, the
   * registration could not be removed.
   */
  const checkData = async (outcome: RunOutcome): Promise<RunOutcome> => {
    const { deregistration, listing } = act.row.terms
    if (outcome.status.is === 'failed' || !deregistration || listing !== undefined) return outcome
    const { snapshot } = await context.loadedRevisions.of(versionId, null)
    const paths = dataPathsOf(flowInVersion(snapshot, deregistration.flowId)).filter(
      ({ length }) => length > 0
    )
    const data = dataOf(outcome)
    const isEmpty = (path: (typeof paths)[number]): boolean => (valueAt(data, path) ?? '') === ''
    if (paths.length === 0 || !paths.every(isEmpty)) return outcome
    const what = [...new Set(paths.map(nameOfPath))].join(', ')
    const fault = new Fault('registration.no-data', { what }).toData()
    return { status: { is: 'failed', at: [], fault }, result: null, steps: outcome.steps }
  }
  return { running: work().then(checkData).then(prove).catch(failureOf), state }
}
