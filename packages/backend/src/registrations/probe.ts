import { type Attempt, eventUrlOf, Fault, type HelperTerms, type Id, type Millis } from '@hookwright/model'
import type { Change, FinishedRun, RunRow, SubscriptionRow } from '@hookwright/store'
import { helperSource, runHelper } from '../execution/helper-source.ts'
import { addressOf } from '../kernel/address.ts'
import { finishRun } from '../kernel/keep-run.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import { helperRun, type RegistrationContext, secondsOf } from './registration-context.ts'
import { secretsOfSubscription, textsIn } from './subscription-secrets.ts'

/**
 * Number of newest requests that are searched for an accepted one, since some may be refused. An accepted
 * request proves that the service reaches the Event URL.
 */
const LOOKED_AT = 50

/**
 * Resolves with the time of the first accepted request to the Event URL: a ping, a handshake or an event.
 * Resolves with `null` if `over` resolves first.
 */
const seenAtEventUrl = async (
  { store, effects }: Pick<RegistrationContext, 'store' | 'effects'>,
  subscriptionId: Id,
  over: Promise<unknown>
): Promise<Millis | null> => {
  const look = async (): Promise<Millis | null> => {
    const { rows } = await store.deliveries.list({ scope: { subscriptionId }, limit: LOOKED_AT })
    return rows.find(({ status }) => status.is !== 'refused')?.receivedAt ?? null
  }
  let stopListening = (): void => {}
  const seen = new Promise<Millis>(resolve => {
    const check = (): void => {
      look()
        .then(at => at !== null && resolve(at))
        .catch(thrown =>
          effects.log('The check for the arrival of a test event failed.', { cause: String(thrown) })
        )
    }
    const hear = ({ topic, of }: Change): void => {
      if (topic === 'deliveries' && of.includes(subscriptionId)) check()
    }
    const stops = [
      store.listen(hear, ['deliveries']),
      store.listenOthers(change => (change === null ? check() : hear(change)))
    ]
    stopListening = () => {
      for (const stop of stops) stop()
    }
    check()
  })
  const at = await Promise.race([seen, over.then(() => null)])
  stopListening()
  return at
}

/** Returns the fault of a service that accepted a registration but sent no request in time. */
export const notProven = ({ settings }: Pick<RegistrationContext, 'settings'>): Fault =>
  new Fault('registration.not-proven', { seconds: secondsOf(settings.registrationTime) })

/** Result of waiting for a request from the service. */
export type Probed =
  | { is: 'seen'; at: Millis }
  /** The registration ended before a request arrived. */
  | { is: 'over' }
  /** The test event could not be requested. */
  | { is: 'failed'; fault: Fault }

/**
 * Verifies a registration: requests a test event if the event has a probe flow, then waits for a request at
 * the Event URL. Stores the Registration Data first, since it may contain the key that verifies this request.
 */
export const probe = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  params: {
    registrationData: Record<string, unknown> | null
    /** Registration Data, sealed for storage with the subscription. */
    sealedData: Uint8Array | null
    over: Promise<{ how: 'timed-out' | 'cancelled'; fault: Fault }>
    /** Retries a write until it succeeds. */
    write: <Written>(act: () => Promise<Written>) => Promise<Written>
  }
): Promise<Probed> => {
  const { store, effects } = context
  const { sealedData, over, write } = params
  const { probeFlow } = row.terms
  const run = probeFlow === undefined ? null : helperRun(context, row, 'probe', probeFlow.flowId)
  const attempt: Attempt = {
    id: effects.newId(),
    subscriptionId: row.id,
    kind: 'probe',
    outcome: 'running',
    startedAt: run?.startedAt ?? effects.clock(),
    endedAt: null,
    fault: null,
    runId: run?.id ?? null
  }
  await write(() => store.subscriptions.beginAttempt(row.id, { attempt, run, registrationData: sealedData }))
  context.moved(row.id)
  const asked =
    probeFlow === undefined || run === null
      ? null
      : await ask(context, row, { ...params, probeFlow, run, attemptId: attempt.id })
  const refused = asked?.fault ?? null
  const at = refused === null ? await seenAtEventUrl(context, row.id, over) : null
  const early = refused === null && at === null ? await over : null
  const why = early?.how === 'timed-out' ? notProven(context) : (early?.fault ?? refused)
  await write(() =>
    store.subscriptions.endAttempt(row.id, {
      at: effects.clock(),
      attemptId: attempt.id,
      outcome: early?.how ?? (refused === null ? 'succeeded' : 'failed'),
      fault: why?.toData() ?? null,
      run: asked?.run ?? null,
      closes: null
    })
  )
  if (refused !== null) return { is: 'failed', fault: refused }
  return at === null ? { is: 'over' } : { is: 'seen', at }
}

/** Runs the probe flow until the registration ends. Returns its run, and the fault of a failure. */
const ask = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  params: {
    probeFlow: HelperTerms
    run: RunRow
    attemptId: Id
    registrationData: Record<string, unknown> | null
    over: Promise<{ fault: Fault }>
  }
): Promise<{ fault: Fault | null; run: FinishedRun }> => {
  const { effects, settings } = context
  const { probeFlow, run, attemptId, registrationData } = params
  const limit = new AbortController()
  void params.over.then(({ fault }) => limit.abort(fault))
  const token = effects.sealer.open(row.tokenSealed, sealPlace(row.id, 'token'))
  const trace = context.traces.begin(attemptId, row.flowId)
  const own = [...secretsOfSubscription(context, row), ...textsIn(registrationData)]
  trace.secrets = own
  const eventUrl = eventUrlOf(addressOf(row, settings), token)
  const { outcome, secrets } = await runHelper(context, {
    source: () => helperSource(context, { versionId: row.terms.versionId }),
    flowId: probeFlow.flowId,
    connectionId: row.terms.connectionId,
    start: { eventUrl, registrationData, ...probeFlow.inputs },
    runId: run.id,
    signal: limit.signal,
    trace
  })
  context.traces.end(attemptId)
  const scrub = effects.scrubber([...secrets, ...own])
  const finished = finishRun(run, outcome, effects.clock(), scrub)
  const { status } = outcome
  // What ended with the registration is told as its end.
  if (status.is !== 'failed' || limit.signal.aborted) return { fault: null, run: finished }
  const why = `The probe flow failed: ${scrub(status.fault).message}`
  return { fault: new Fault('registration.probe-failed', { why }), run: finished }
}
