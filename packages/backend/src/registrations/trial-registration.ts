import {
  type ConnectionValues,
  eventUrlOf,
  Fault,
  type FaultData,
  type HelperTerms,
  type Id,
  isGone,
  isJsonObject,
  type Millis,
  maskEventUrl,
  type RunOutcome,
  type Step
} from '@hookwright/model'
import { type HelperSource, runHelper } from '../execution/helper-source.ts'
import { orphanPlace } from '../kernel/seal-places.ts'
import type { Trace } from '../kernel/traces.ts'
import { findAtService } from './find-at-service.ts'
import { type RegistrationContext, secondsOf } from './registration-context.ts'
import { type Evidence, gatherEvidence } from './request-log.ts'
import { textsIn } from './subscription-secrets.ts'

/** Drafted helper flows of a trial, with the values of their inputs. */
export interface TrialTerms {
  registration: HelperTerms
  deregistration: HelperTerms | null
  /** Helper flow that finds the registration after a lost response. */
  listing: HelperTerms | null
}

/** A helper flow of a trial, running or finished. */
export interface TrialPart {
  flowId: Id
  trace: Trace
  startedAt: Millis
  /** Steps after the end of the flow, in place of the live trace. */
  steps: Step[] | null
}

/** Registration that is made to test an event, and removed afterwards. */
export interface Trial {
  id: Id
  connectionId: Id | null
  terms: TrialTerms
  source: HelperSource
  token: string
  signingSecret: string
  /**
   * Texts to redact from traces and faults: its own secrets, and those in the Registration Data.
   */
  secrets: string[]
  registration: TrialPart | null
  deregistration: TrialPart | null
  /** Aborts the registration flow while it runs. Does nothing later. */
  cancel: () => void
}

type Data = Record<string, unknown> | null

/** Outcome of the registration flow. `left` means that something may still exist at the service. */
export type TrialOutcome =
  | { is: 'registered'; data: Data }
  | { is: 'removed'; fault: FaultData }
  | { is: 'refused' | 'cancelled' | 'left'; fault: FaultData }

/** Deadline of a helper flow, with the fault when it passes. */
interface Limit {
  signal: AbortSignal
  abort: (fault: Fault) => void
  fault: () => Fault | null
  clear: () => void
}

const limitOf = (desk: RegistrationContext, role: 'registration' | 'deregistration'): Limit => {
  const { outside, settings } = desk
  const controller = new AbortController()
  let fault: Fault | null = null
  const abort = (given: Fault): void => {
    fault ??= given
    controller.abort(fault)
  }
  const late = new Fault(`${role}.timed-out`, { seconds: secondsOf(settings.registrationTime) })
  const clear = outside.after(settings.registrationTime, () => abort(late))
  return { signal: controller.signal, abort, fault: () => fault, clear }
}

/** Key under which the Event URL is stored in place of Registration Data that never arrived. */
export const SOUGHT_URL = '$eventUrl'

/** Texts of a trial's entry in the list of orphans. */
export interface TrialTexts {
  /** The kind of trial, as the subject of a sentence: "A dry run". */
  subject: string
}

const runPart = async (
  desk: RegistrationContext,
  trial: Trial,
  role: 'registration' | 'deregistration',
  given: { terms: HelperTerms; start: Record<string, unknown>; limit: Limit }
): Promise<{ outcome: RunOutcome; evidence: Evidence }> => {
  const { outside } = desk
  const { terms, start, limit } = given
  const evidence = gatherEvidence({
    outside: { ...outside, passing: () => {} },
    before: false,
    refuse: limit.fault
  })
  const runId = outside.newId()
  const trace = desk.traces.begin(runId, terms.flowId)
  trace.secrets = [...trial.secrets]
  const part: TrialPart = { flowId: terms.flowId, trace, startedAt: outside.clock(), steps: null }
  trial[role] = part
  const { outcome } = await runHelper(desk, {
    source: async () => trial.source,
    flowId: terms.flowId,
    connectionId: trial.connectionId,
    start: { ...start, ...terms.inputs },
    runId,
    signal: limit.signal,
    trace,
    between: evidence.watch
  })
  limit.clear()
  part.steps = outcome.steps
  desk.traces.end(runId)
  return { outcome, evidence }
}

/** Returns the values of a test connection of the connector. Throws `connection.gone`. */
export const testValuesOf = async (
  desk: RegistrationContext,
  connectorId: Id,
  connectionId: Id | null
): Promise<ConnectionValues> => {
  if (connectionId === null) return {}
  const { purpose, connectorId: of } = await desk.connections.get(connectionId)
  if (purpose !== 'test' || of !== connectorId) throw new Fault('connection.gone')
  return (await desk.connections.open(connectionId)).values
}

/**
 * Returns a trial whose cleanup entry is stored, so that its leftovers are listed whatever happens.
 */
export const openTrial = async (
  desk: RegistrationContext,
  given: {
    connectorId: Id
    connectionId: Id | null
    terms: TrialTerms
    source: HelperSource
    token: string
    signingSecret: string
    words: TrialTexts
  }
): Promise<Trial> => {
  const { outside, settings, store } = desk
  const { connectorId, words, ...rest } = given
  const { deregistration, listing } = rest.terms
  const id = outside.newId()
  const eventUrl = eventUrlOf(settings.publicUrl(), rest.token)
  const sealed = listing && outside.sealer.seal(JSON.stringify({ [SOUGHT_URL]: eventUrl }), orphanPlace(id))
  await store.orphans.add(
    {
      id,
      connectorId,
      connectionId: rest.connectionId,
      remoteId: '',
      url: maskEventUrl(eventUrl),
      foundAt: outside.clock(),
      reason: `${words.subject} started this registration. If the server stopped in the meantime, it may exist at the service.`
    },
    {
      data: sealed,
      removal: deregistration && {
        versionId: null,
        ...deregistration,
        trial: true,
        ...(listing && { search: listing })
      }
    }
  )
  const secrets = [rest.token, rest.signingSecret]
  return { id, ...rest, secrets, registration: null, deregistration: null, cancel: () => {} }
}

const scrubbed = (desk: RegistrationContext, trial: Trial, fault: FaultData): FaultData =>
  desk.outside.scrubber(trial.secrets)(fault)

const leave = async (
  desk: RegistrationContext,
  trial: Trial,
  words: TrialTexts,
  why: FaultData
): Promise<FaultData> => {
  const fault = scrubbed(desk, trial, why)
  await desk.store.orphans.learn(trial.id, {
    data: null,
    reason: `${words.subject} could not remove this registration: ${fault.message}`
  })
  return fault
}

/** Closes the entry of a trial, since nothing of it exists at the service. */
const close = (desk: RegistrationContext, trial: Trial, reason: string): Promise<void> =>
  desk.store.orphans.close(trial.id, { how: 'removed', reason, at: desk.outside.clock() })

/** Deregisters the registration of a trial. Returns the reason of a failure, or null. */
export const removeTrial = async (
  desk: RegistrationContext,
  trial: Trial,
  data: Data,
  words: TrialTexts
): Promise<FaultData | null> => {
  trial.secrets.push(...textsIn(data))
  const { deregistration } = trial.terms
  if (deregistration === null) {
    return leave(desk, trial, words, new Fault('dry-run.no-deregistration').toData())
  }
  const { outcome } = await runPart(desk, trial, 'deregistration', {
    terms: deregistration,
    start: { registrationData: data },
    limit: limitOf(desk, 'deregistration')
  })
  if (outcome.status.is === 'failed' && !isGone(outcome.status.fault)) {
    return leave(desk, trial, words, outcome.status.fault)
  }
  await close(desk, trial, `${words.subject} removed this registration.`)
  return null
}

/**
 * Runs the registration flow. If it fails and something may exist at the service, the listing flow
 * searches for it, and a found registration is removed.
 */
export const registerTrial = async (
  desk: RegistrationContext,
  trial: Trial,
  words: TrialTexts
): Promise<TrialOutcome> => {
  const { outside, settings, store } = desk
  const eventUrl = eventUrlOf(settings.publicUrl(), trial.token)
  const limit = limitOf(desk, 'registration')
  trial.cancel = () => limit.abort(new Fault('dry-run.cancelled'))
  const { outcome, evidence } = await runPart(desk, trial, 'registration', {
    terms: trial.terms.registration,
    start: { eventUrl, signingSecret: trial.signingSecret },
    limit
  })
  trial.cancel = () => {}
  const { status, result } = outcome
  if (status.is !== 'failed') {
    const data = isJsonObject(result?.registrationData) ? result.registrationData : null
    trial.secrets.push(...textsIn(data))
    trial.registration?.trace.secrets.push(...trial.secrets)
    const sealed = data && outside.sealer.seal(JSON.stringify(data), orphanPlace(trial.id))
    const reason = `${words.subject} made this registration and has not removed it yet.`
    await store.orphans.learn(trial.id, { data: sealed, reason })
    return { is: 'registered', data }
  }
  const fault = scrubbed(desk, trial, status.fault)
  if (!evidence.mayExist()) {
    await close(desk, trial, 'Nothing was registered, so nothing exists at the service.')
    return { is: limit.fault()?.code === 'dry-run.cancelled' ? 'cancelled' : 'refused', fault }
  }
  const { listing } = trial.terms
  const found =
    listing &&
    (await findAtService(desk, {
      source: async () => trial.source,
      listing,
      connectionId: trial.connectionId,
      eventUrl
    }))
  if (found?.is === 'found' && found.data !== null) {
    const left = await removeTrial(desk, trial, found.data, words)
    return left === null ? { is: 'removed', fault } : { is: 'left', fault: left }
  }
  return { is: 'left', fault: await leave(desk, trial, words, status.fault) }
}
