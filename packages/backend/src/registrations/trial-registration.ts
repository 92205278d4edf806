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
import { heldKey } from '../kernel/process-calls.ts'
import { orphanPlace } from '../kernel/seal-places.ts'
import type { Trace } from '../kernel/traces.ts'
import { findAtService } from './find-at-service.ts'
import { type RegistrationContext, secondsOf } from './registration-context.ts'
import { type TrackedRequests, trackRequests } from './request-log.ts'
import { textsIn } from './subscription-secrets.ts'

/** Draft helper flows of a trial registration, with their input values. */
export interface TrialTerms {
  registration: HelperTerms
  deregistration: HelperTerms | null
  /** Helper flow that finds a registration whose response was lost. */
  listing: HelperTerms | null
}

/** Helper flow of a trial, running or finished. */
export interface TrialPart {
  flowId: Id
  trace: Trace
  startedAt: Millis
  /** Steps after the flow has ended; until then, the live trace is used. */
  steps: Step[] | null
}

/** Trial registration: made for a test and removed afterwards. */
export interface Trial {
  id: Id
  connectionId: Id | null
  terms: TrialTerms
  source: HelperSource
  token: string
  signingSecret: string
  /** Texts to redact from traces and faults: the trial's own secrets, and those in the Registration Data. */
  secrets: string[]
  registration: TrialPart | null
  deregistration: TrialPart | null
  /** Aborts the registration flow if it is running. */
  cancel: () => void
}

type Data = Record<string, unknown> | null

/** Outcome of the registration flow. `left` means that something may still exist at the service. */
export type TrialOutcome =
  | { is: 'registered'; data: Data }
  | { is: 'removed'; fault: FaultData }
  | { is: 'refused' | 'cancelled' | 'left'; fault: FaultData }

/** Time limit of a helper flow. `fault` returns the fault that ended the flow, or null. */
interface Limit {
  signal: AbortSignal
  abort: (fault: Fault) => void
  fault: () => Fault | null
  clear: () => void
}

const limitOf = (context: RegistrationContext, role: 'registration' | 'deregistration'): Limit => {
  const { effects, settings } = context
  const controller = new AbortController()
  let fault: Fault | null = null
  const abort = (params: Fault): void => {
    fault ??= params
    controller.abort(fault)
  }
  const late = new Fault(`${role}.timed-out`, { seconds: secondsOf(settings.registrationTime) })
  const clear = effects.after(settings.registrationTime, () => abort(late))
  return { signal: controller.signal, abort, fault: () => fault, clear }
}

/** Key under which an orphan without Registration Data stores its Event URL. */
export const EVENT_URL_KEY = '$eventUrl'

/** Texts of a trial's entry in the list of orphans. */
export interface TrialTexts {
  /** Kind of trial, as the subject of a sentence: "A dry run". */
  subject: string
}

const runPart = async (
  context: RegistrationContext,
  trial: Trial,
  role: 'registration' | 'deregistration',
  params: { terms: HelperTerms; start: Record<string, unknown>; limit: Limit }
): Promise<{ outcome: RunOutcome; evidence: TrackedRequests }> => {
  const { effects } = context
  const { terms, start, limit } = params
  const evidence = trackRequests({
    effects: { ...effects, passing: () => {} },
    before: false,
    refuse: limit.fault
  })
  const runId = effects.newId()
  const trace = context.traces.begin(runId, terms.flowId)
  trace.secrets = [...trial.secrets]
  const part: TrialPart = { flowId: terms.flowId, trace, startedAt: effects.clock(), steps: null }
  trial[role] = part
  const { outcome } = await runHelper(context, {
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
  context.traces.end(runId)
  return { outcome, evidence }
}

/** Returns the field values of a connector's test connection. Throws `connection.gone`. */
export const testValuesOf = async (
  context: RegistrationContext,
  connectorId: Id,
  connectionId: Id | null
): Promise<ConnectionValues> => {
  if (connectionId === null) return {}
  const { purpose, connectorId: of } = await context.connections.get(connectionId)
  if (purpose !== 'test' || of !== connectorId) throw new Fault('connection.gone')
  return (await context.connections.open(connectionId)).values
}

/** Creates a trial and stores its cleanup entry, so that leftovers are listed even after a crash. */
export const openTrial = async (
  context: RegistrationContext,
  params: {
    connectorId: Id
    connectionId: Id | null
    terms: TrialTerms
    source: HelperSource
    token: string
    signingSecret: string
    words: TrialTexts
  }
): Promise<Trial> => {
  const { effects, settings, store } = context
  const { connectorId, words, ...rest } = params
  const { deregistration, listing } = rest.terms
  const id = effects.newId()
  const eventUrl = eventUrlOf(settings.publicUrl(), rest.token)
  const sealed =
    listing && effects.sealer.seal(JSON.stringify({ [EVENT_URL_KEY]: eventUrl }), orphanPlace(id))
  // Others remove what is left of trials that nobody holds.
  await context.calls.hold(heldKey('trial', id))
  await store.orphans.add(
    {
      id,
      connectorId,
      connectionId: rest.connectionId,
      remoteId: '',
      url: maskEventUrl(eventUrl),
      foundAt: effects.clock(),
      reason: `${words.subject} started this registration. If the server stopped before the end, the registration may still exist at the service.`
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

/** Marks a trial as no longer run by this process, so that other processes may remove its leftovers. */
export const closeTrial = ({ calls }: RegistrationContext, { id }: Pick<Trial, 'id'>): void =>
  calls.release(heldKey('trial', id))

const scrubbed = (context: RegistrationContext, trial: Trial, fault: FaultData): FaultData =>
  context.effects.scrubber(trial.secrets)(fault)

const leave = async (
  context: RegistrationContext,
  trial: Trial,
  words: TrialTexts,
  why: FaultData
): Promise<FaultData> => {
  const fault = scrubbed(context, trial, why)
  await context.store.orphans.learn(trial.id, {
    data: null,
    reason: `${words.subject} could not remove this registration: ${fault.message}`
  })
  return fault
}

/** Closes the cleanup entry of a trial, because nothing is left at the service. */
const close = (context: RegistrationContext, trial: Trial, reason: string): Promise<void> =>
  context.store.orphans.close(trial.id, { how: 'removed', reason, at: context.effects.clock() })

/**
 * Removes a trial's registration through the deregistration flow. Returns the reason of a failure, or `null`.
 */
export const removeTrial = async (
  context: RegistrationContext,
  trial: Trial,
  data: Data,
  words: TrialTexts
): Promise<FaultData | null> => {
  trial.secrets.push(...textsIn(data))
  const { deregistration } = trial.terms
  if (deregistration === null) {
    return leave(context, trial, words, new Fault('dry-run.no-deregistration').toData())
  }
  const { outcome } = await runPart(context, trial, 'deregistration', {
    terms: deregistration,
    start: { registrationData: data },
    limit: limitOf(context, 'deregistration')
  })
  if (outcome.status.is === 'failed' && !isGone(outcome.status.fault)) {
    return leave(context, trial, words, outcome.status.fault)
  }
  await close(context, trial, `${words.subject} removed this registration.`)
  return null
}

/**
 * Runs the registration flow of a trial. If it fails and something may exist at the service, the listing flow
 * searches for the registration, which is then removed.
 */
export const registerTrial = async (
  context: RegistrationContext,
  trial: Trial,
  words: TrialTexts
): Promise<TrialOutcome> => {
  const { effects, settings, store } = context
  const eventUrl = eventUrlOf(settings.publicUrl(), trial.token)
  const limit = limitOf(context, 'registration')
  trial.cancel = () => limit.abort(new Fault('dry-run.cancelled'))
  const { outcome, evidence } = await runPart(context, trial, 'registration', {
    terms: trial.terms.registration,
    start: { eventUrl, signingSecret: trial.signingSecret, lapsedData: null },
    limit
  })
  trial.cancel = () => {}
  const { status, result } = outcome
  if (status.is !== 'failed') {
    const data = isJsonObject(result?.registrationData) ? result.registrationData : null
    trial.secrets.push(...textsIn(data))
    trial.registration?.trace.secrets.push(...trial.secrets)
    const sealed = data && effects.sealer.seal(JSON.stringify(data), orphanPlace(trial.id))
    const reason = `${words.subject} made this registration and has not removed it yet.`
    await store.orphans.learn(trial.id, { data: sealed, reason })
    return { is: 'registered', data }
  }
  const fault = scrubbed(context, trial, status.fault)
  if (!evidence.mayExist()) {
    await close(context, trial, 'Nothing was registered, so nothing exists at the service.')
    return { is: limit.fault()?.code === 'dry-run.cancelled' ? 'cancelled' : 'refused', fault }
  }
  const { listing } = trial.terms
  const found =
    listing &&
    (await findAtService(context, {
      source: async () => trial.source,
      listing,
      connectionId: trial.connectionId,
      eventUrl
    }))
  if (found?.is === 'found' && found.data !== null) {
    const left = await removeTrial(context, trial, found.data, words)
    return left === null ? { is: 'removed', fault } : { is: 'left', fault: left }
  }
  return { is: 'left', fault: await leave(context, trial, words, status.fault) }
}
