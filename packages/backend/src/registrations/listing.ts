import {
  type AttemptOutcome,
  eventUrlOf,
  Fault,
  type FaultData,
  type HelperTerms,
  type Id,
  isJsonObject,
  isToken,
  type ListedRegistration,
  type RemoteRegistration
} from '@hookwright/model'
import type { FinishedRun, RunRow, SubscriptionRow } from '@hookwright/store'
import { helperSource, runHelper } from '../execution/helper-source.ts'
import { addressOf } from '../kernel/address.ts'
import { finishRun } from '../kernel/keep-run.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import { type RegistrationContext, secondsOf } from './registration-context.ts'
import { secretsOfSubscription } from './subscription-secrets.ts'

/** Result of a flow that lists registrations. */
export interface Listing {
  outcome: Extract<AttemptOutcome, 'succeeded' | 'failed' | 'timed-out'>
  fault: FaultData | null
  run: FinishedRun
  listed: RemoteRegistration[]
}

/** Extracts the registrations from the result of a listing flow. */
export const registrationsIn = (result: Record<string, unknown> | null): RemoteRegistration[] => {
  const list = result?.registrations
  if (!Array.isArray(list)) return []
  return list.filter(isJsonObject).flatMap(({ id, eventUrl, registrationData }): RemoteRegistration[] =>
    typeof eventUrl === 'string'
      ? [
          {
            id: typeof id === 'string' ? id : '',
            eventUrl,
            registrationData: isJsonObject(registrationData) ? registrationData : null
          }
        ]
      : []
  )
}

/**
 * Lists the registrations at the service, within its timeout. The response is not stored. Never
 * throws.
 */
export const listAtService = async (
  context: RegistrationContext,
  row: SubscriptionRow,
  act: { listing: HelperTerms; run: RunRow; attemptId: Id }
): Promise<Listing> => {
  const { effects, settings } = context
  const limit = new AbortController()
  const late = new Fault('reconciliation.timed-out', { seconds: secondsOf(settings.registrationTime) })
  const stop = effects.after(settings.registrationTime, () => limit.abort(late))
  const token = effects.sealer.open(row.tokenSealed, sealPlace(row.id, 'token'))
  const trace = context.traces.begin(act.attemptId, row.flowId)
  const own = secretsOfSubscription(context, row)
  trace.secrets = own
  const { outcome, secrets } = await runHelper(context, {
    source: () => helperSource(context, { versionId: row.terms.versionId }),
    flowId: act.listing.flowId,
    connectionId: row.terms.connectionId,
    start: { eventUrl: eventUrlOf(addressOf(row, settings), token), ...act.listing.inputs },
    runId: act.run.id,
    signal: limit.signal,
    trace
  })
  stop()
  context.traces.end(act.attemptId)
  // A list of all registrations holds the secrets and URLs of others; of the trace only how it went is kept.
  const steps = outcome.steps.map(({ outputs: _, ...step }) => step)
  const scrub = effects.scrubber([...secrets, ...own])
  const run = finishRun(act.run, { ...outcome, steps, result: null }, effects.clock(), scrub)
  if (outcome.status.is !== 'failed') {
    return { outcome: 'succeeded', fault: null, run, listed: registrationsIn(outcome.result) }
  }
  const how = limit.signal.aborted ? 'timed-out' : 'failed'
  return { outcome: how, fault: scrub(outcome.status.fault), run, listed: [] }
}

/** Returns the token of an Event URL: the part after `/e/`, without query or fragment. */
const tokenIn = (eventUrl: string): string => eventUrl.split('/e/').at(-1)?.split(/[?#/]/, 1)[0] ?? ''

/**
 * Returns the listed registrations that send to this installation, each with its subscription. A registration
 * made under another public URL is recognized by its token.
 */
export const ownRegistrationsOf = async (
  context: RegistrationContext,
  listed: RemoteRegistration[]
): Promise<ListedRegistration[]> => {
  const { store, effects, settings } = context
  const front = eventUrlOf(settings.publicUrl(), '')
  const own: ListedRegistration[] = []
  for (const one of listed) {
    const token = tokenIn(one.eventUrl)
    const row = isToken(token) ? await store.subscriptions.findByTokenHash(effects.hashToken(token)) : null
    if (row !== null || one.eventUrl.startsWith(front)) own.push({ ...one, of: row?.id ?? null })
  }
  return own
}
