import { keyOfPath } from '@hookwright/engine'
import { Fault, type FaultData, isJsonObject, type Millis, type RunOutcome } from '@hookwright/model'
import type { FinishedRun, SubscriptionRow } from '@hookwright/store'
import { finishRun } from '../kernel/keep-run.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import type { RegistrationAct } from './registration-act.ts'
import type { RegistrationContext } from './registration-context.ts'
import { textsIn } from './subscription-secrets.ts'
import type { Place } from './where-it-was.ts'

/** Status of a failed run. */
export type FailedRun = Extract<RunOutcome['status'], { is: 'failed' }>

/** Returns the Registration Data in the outcome of a registration flow. */
export const dataOf = (outcome: RunOutcome): Record<string, unknown> | null => {
  const data = outcome.result?.registrationData
  return isJsonObject(data) ? data : null
}

/** Seals the Registration Data in the outcome of a flow. Returns `null` if there is none. */
export const sealData = (
  context: RegistrationContext,
  row: SubscriptionRow,
  outcome: RunOutcome
): Uint8Array | null => {
  const data = dataOf(outcome)
  return data === null
    ? null
    : context.effects.sealer.seal(JSON.stringify(data), sealPlace(row.id, 'registration-data'))
}

/** Returns the expiry time in the outcome of a registration flow. */
export const expiryOf = (outcome: RunOutcome): Millis | null => {
  const expiresAt = outcome.result?.expiresAt
  return typeof expiresAt === 'string' ? Date.parse(expiresAt) : null
}

/**
 * Returns the run of a registration or renewal flow, redacted for storage. Secrets of the connection, the
 * token and the Registration Data are removed. The Registration Data is stored separately, sealed.
 */
export const redactedRun = (
  context: RegistrationContext,
  act: Pick<RegistrationAct, 'run' | 'token'>,
  outcome: RunOutcome,
  secrets: string[]
): FinishedRun | null => {
  if (act.run === null) return null
  const scrub = context.effects.scrubber([...secrets, act.token, ...textsIn(dataOf(outcome))])
  return { ...finishRun(act.run, outcome, context.effects.clock(), scrub), result: null }
}

/**
 * Returns the fault that explains why a flow could not be turned on. It names the failed card with its fault
 * and, if the service answered, the HTTP status and the service's message.
 */
export const whyOff = (
  { fault: cause }: Pick<FailedRun, 'fault'>,
  mayExist: boolean,
  place: Place | null,
  where: string
): FaultData => {
  const { method, url, status, body, said = body } = cause.details
  const answered = {
    ...(method === undefined ? {} : { method }),
    ...(url === undefined ? {} : { url }),
    ...(status === undefined ? {} : { status }),
    ...(said === undefined ? {} : { said })
  }
  const failedAt = place === null ? {} : { ...place, at: keyOfPath(place.at) }
  const details = { why: cause.message, cause: cause.code, where, ...failedAt, ...answered }
  return new Fault(mayExist ? 'registration.may-exist' : 'registration.refused', details).toData()
}
