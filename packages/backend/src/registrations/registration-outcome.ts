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

/** The Registration Data that the flow returned. */
export const dataOf = (outcome: RunOutcome): Record<string, unknown> | null => {
  const data = outcome.result?.registrationData
  return isJsonObject(data) ? data : null
}

/** The Registration Data that the flow returned, sealed; null when it returned none. */
export const sealData = (
  desk: RegistrationContext,
  row: SubscriptionRow,
  outcome: RunOutcome
): Uint8Array | null => {
  const data = dataOf(outcome)
  return data === null
    ? null
    : desk.outside.sealer.seal(JSON.stringify(data), sealPlace(row.id, 'registration-data'))
}

/** Expiry time of the subscription, as the flow returned it. */
export const expiryOf = (outcome: RunOutcome): Millis | null => {
  const expiresAt = outcome.result?.expiresAt
  return typeof expiresAt === 'string' ? Date.parse(expiresAt) : null
}

/**
 * The run of a registration or renewal flow as it is kept: without the connection's secrets, the token, and the Registration Data,
 * which is sealed and so must not stand in the clear beside it.
 */
export const keptRun = (
  desk: RegistrationContext,
  act: Pick<RegistrationAct, 'run' | 'token'>,
  outcome: RunOutcome,
  secrets: string[]
): FinishedRun | null => {
  if (act.run === null) return null
  const scrub = desk.outside.scrubber([...secrets, act.token, ...textsIn(dataOf(outcome))])
  return { ...finishRun(act.run, outcome, desk.outside.clock(), scrub), result: null }
}

/**
 * Fault that explains why a flow stays off. The details name the failing card and its own fault and, when the service
 * answered, the HTTP status and the service's own words.
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
