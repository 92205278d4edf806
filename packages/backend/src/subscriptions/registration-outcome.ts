import { cardAt, keyOfPath, nameOfCard } from '@hookwright/engine'
import {
  Fault,
  type FaultData,
  type Id,
  isJsonObject,
  type Millis,
  type RunOutcome,
  type StepPath
} from '@hookwright/model'
import type { FinishedRun, SubscriptionRow } from '@hookwright/store'
import { finishRun } from '../runs/keep-run.ts'
import { byFlowId } from '../runs/run-lines.ts'
import type { Desk } from './desk.ts'
import { sealPlace } from './desk.ts'
import type { RegistrationAct } from './registration.ts'

/** How a run fails. */
type FailedRun = Extract<RunOutcome['status'], { is: 'failed' }>

/** The texts in a value, however deep. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : []
}

const dataOf = (outcome: RunOutcome): Record<string, unknown> | null => {
  const data = outcome.result?.registrationData
  return isJsonObject(data) ? data : null
}

/** The Registration Data that the flow returned, sealed; null when it returned none. */
export const sealData = (desk: Desk, row: SubscriptionRow, outcome: RunOutcome): Uint8Array | null => {
  const data = dataOf(outcome)
  return data === null
    ? null
    : desk.outside.sealer.seal(JSON.stringify(data), sealPlace(row.id, 'registration-data'))
}

/** When the service will let the subscription lapse, as the flow returned it. */
export const expiryOf = (outcome: RunOutcome): Millis | null => {
  const expiresAt = outcome.result?.expiresAt
  return typeof expiresAt === 'string' ? Date.parse(expiresAt) : null
}

/**
 * The run of a registration or renewal flow as it is kept: without the connection's secrets, the token, and the Registration Data,
 * which is sealed and so must not stand in the clear beside it.
 */
export const keptRun = (
  desk: Desk,
  act: Pick<RegistrationAct, 'run' | 'token'>,
  outcome: RunOutcome,
  secrets: string[]
): FinishedRun | null => {
  if (act.run === null) return null
  const scrub = desk.outside.scrubber([...secrets, act.token, ...textsIn(dataOf(outcome))])
  return { ...finishRun(act.run, outcome, desk.outside.clock(), scrub), result: null }
}

/** Where a registration flow failed, by names and ids. */
export interface FailedAt {
  /** The card's name; empty when the flow failed before its first card. */
  card: string
  at: StepPath
  flowId: Id
  flowName: string
}

/** The card at which a registration flow failed, as its version names it; null when that cannot be told. */
export const placeOfFailure = async (
  desk: Desk,
  { terms }: SubscriptionRow,
  at: StepPath
): Promise<FailedAt | null> => {
  if (terms.registration === null) return null
  const { flowId } = terms.registration
  const reach = await desk.reaches.of(terms.versionId, null).catch(() => null)
  const flow = reach?.snapshot.flows.find(candidate => candidate.id === flowId)
  if (!reach || flow === undefined) return null
  const { specs } = desk
  const found = cardAt({ path: at, flow, flows: byFlowId(reach.snapshot.flows), specs })
  const card = found === null ? '' : nameOfCard(found.card, specs.get(found.card.type))
  return { card, at, flowId, flowName: flow.name }
}

/**
 * Why a flow stays off. The details name the failing card and its own fault and, when the service answered, the HTTP
 * status and the service's own words.
 */
export const whyOff = (
  { fault: cause }: Pick<FailedRun, 'fault'>,
  mayExist: boolean,
  place: FailedAt | null
): FaultData => {
  const { method, url, status, body } = cause.details
  const answered = {
    ...(method === undefined ? {} : { method }),
    ...(url === undefined ? {} : { url }),
    ...(status === undefined ? {} : { status }),
    ...(body === undefined ? {} : { said: body })
  }
  const where = place === null ? {} : { ...place, at: keyOfPath(place.at) }
  const details = { why: cause.message, cause: cause.code, ...where, ...answered }
  return new Fault(mayExist ? 'registration.may-exist' : 'registration.refused', details).toData()
}
