import type { Specs } from '@hookwright/engine'
import {
  beginDrift,
  type DriftFinding,
  type Id,
  isDrifting,
  isJsonObject,
  keyOfDrift,
  MINUTE,
  type Millis,
  noticeDrift,
  REDACTED
} from '@hookwright/model'
import type { EventOfVersion, Store } from '@hookwright/store'
import { driftAlert } from '../../alerts/new-alert.ts'
import type { Effects } from '../../kernel/effects.ts'
import { yieldToEventLoop } from '../../kernel/yield-to-event-loop.ts'
import { readArrival } from '../../payloads/read-arrival.ts'
import type { LoadedRevisions } from '../../revisions/loaded-revisions.ts'
import { declaredOf, isOtherMessage, sightingsIn } from './sightings-in.ts'

/** A delivery that ran an event, and the user's flow to which it came. */
export interface Ran {
  deliveryId: Id
  flowId: Id
}

/** Differences of an event that were not known before. */
export interface FoundDrift extends EventOfVersion {
  connectorId: Id
  findings: DriftFinding[]
}

/** Bodies that are larger are not looked into: what runs would wait for it. */
const LARGEST = 256 * 1024

/** Services send a test call so soon after a registration. */
const TEST_CALL_WITHIN: Millis = 10 * MINUTE

/** A mark where a value was taken out is no value of the service, but the place was there. */
const withoutMarks = (value: unknown): unknown => {
  if (value === REDACTED) return null
  if (Array.isArray(value)) return value.map(withoutMarks)
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutMarks(inner)]))
    : value
}

/** A delivery with its body as flows see it; null for one that says nothing. */
const readBodyOf = async (store: Store, outside: Pick<Effects, 'bodyThread'>, { deliveryId }: Ran) => {
  const found = await store.deliveries.find(deliveryId)
  if (found === null || found.arrival === null || found.arrival.body.byteLength > LARGEST) return null
  const { value, keptAsText } = await readArrival(outside, found.delivery, found.arrival.body)
  if (keptAsText !== null || value === REDACTED) return null
  const isMarked = Array.isArray(found.delivery.redaction)
  const { receivedAt, subscriptionId } = found.delivery
  return { at: receivedAt, subscriptionId, body: isMarked ? withoutMarks(value) : value }
}

/** True for a delivery soon after its registration, which may be the service's test call. */
const isSoonRegistered = async (
  store: Store,
  { at, subscriptionId }: { at: Millis; subscriptionId: Id }
): Promise<boolean> => {
  const subscription = await store.subscriptions.find(subscriptionId)
  return subscription !== null && at < subscription.startedAt + TEST_CALL_WITHIN
}

/**
 * Looks how kept deliveries differ from what their event declares in this version, and keeps what comes of it, with an
 * alert of what was not known before and is not ignored; returns that.
 */
export const lookAtDeliveries = async (
  given: {
    store: Store
    specs: Specs
    reaches: LoadedRevisions
    outside: Pick<Effects, 'clock' | 'newId' | 'soon' | 'bodyThread'>
  },
  event: EventOfVersion,
  deliveries: Ran[]
): Promise<FoundDrift | null> => {
  const { store, specs, reaches, outside } = given
  const { version, snapshot } = await reaches.of(event.versionId, null)
  const flow = snapshot.flows.find(({ id }) => id === event.eventFlowId)
  const declared = flow && declaredOf(flow, specs)
  if (!declared) return null
  const kept = await store.drift.ofEvent(event.eventFlowId)
  const before = kept.find(({ versionId }) => versionId === event.versionId)?.drift
  const begun = before ?? beginDrift(outside.clock(), kept[0]?.drift ?? null)
  let drift = begun
  for (const ran of deliveries) {
    const read = await readBodyOf(store, outside, ran)
    if (read === null) continue
    if (isOtherMessage(read.body, declared) && (await isSoonRegistered(store, read))) continue
    drift = noticeDrift(drift, { ...ran, at: read.at, ...sightingsIn(read.body, declared) })
    // One body at a time, so that no event waits for more than that.
    await yieldToEventLoop(outside)
  }
  if (drift.looked === begun.looked) return null
  const silent = new Set((await store.drift.ignored(event.eventFlowId)).map(({ key }) => key))
  for (const finding of begun.findings) if (isDrifting(finding)) silent.add(keyOfDrift(finding))
  const findings = drift.findings.filter(finding => isDrifting(finding) && !silent.has(keyOfDrift(finding)))
  const { connectorId } = version
  const found = { ...event, connectorId, findings, looked: drift.looked }
  const alert = findings.length === 0 ? undefined : driftAlert(outside, found, outside.clock())
  await store.drift.keep(event, drift, alert)
  return findings.length === 0 ? null : { ...event, connectorId, findings }
}
