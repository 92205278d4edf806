import type { Specs } from '@hookwright/engine'
import {
  beginDrift,
  type CheckedDelivery,
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

/** Delivery that an event's flow has processed. `flowId` is the user's flow that received it. */
export interface EventRun {
  deliveryId: Id
  flowId: Id
}

/** New differences between an event's deliveries and its declaration. */
export interface FoundDrift extends EventOfVersion {
  connectorId: Id
  findings: DriftFinding[]
}

/** Maximum size of examined bodies, in bytes. Parsing larger ones would delay runs. */
const LARGEST = 256 * 1024

/** Time after a registration during which a delivery may be the service's test call. */
const TEST_CALL_WITHIN: Millis = 10 * MINUTE

/** Replaces redaction marks with `null`: the path exists, but its value is unknown. */
const withoutMarks = (value: unknown): unknown => {
  if (value === REDACTED) return null
  if (Array.isArray(value)) return value.map(withoutMarks)
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutMarks(inner)]))
    : value
}

/**
 * Reads a delivery and parses its body. Returns `null` if the body is missing, too large, redacted or
 * unreadable.
 */
const readBodyOf = async (store: Store, effects: Pick<Effects, 'bodyThread'>, { deliveryId }: EventRun) => {
  const found = await store.deliveries.find(deliveryId)
  if (found === null || found.arrival === null || found.arrival.body.byteLength > LARGEST) return null
  const { value, keptAsText } = await readArrival(effects, found.delivery, found.arrival.body)
  if (keptAsText !== null || value === REDACTED) return null
  const isMarked = Array.isArray(found.delivery.redaction)
  const { receivedAt, subscriptionId } = found.delivery
  return { at: receivedAt, subscriptionId, body: isMarked ? withoutMarks(value) : value }
}

/** Returns true if a delivery arrived soon after its registration. It may be the service's test call. */
const isSoonRegistered = async (
  store: Store,
  { at, subscriptionId }: { at: Millis; subscriptionId: Id }
): Promise<boolean> => {
  const subscription = await store.subscriptions.find(subscriptionId)
  return subscription !== null && at < subscription.startedAt + TEST_CALL_WITHIN
}

/**
 * Compares stored deliveries with the event's declaration in this version. Stores and returns the
 * differences. Creates an alert if some are new and not ignored; it lists the new differences before the
 * known ones.
 */
export const checkDeliveries = async (
  params: {
    store: Store
    specs: Specs
    loadedRevisions: LoadedRevisions
    effects: Pick<Effects, 'clock' | 'newId' | 'soon' | 'bodyThread'>
  },
  event: EventOfVersion,
  deliveries: EventRun[]
): Promise<FoundDrift | null> => {
  const { store, specs, loadedRevisions, effects } = params
  const { version, snapshot } = await loadedRevisions.of(event.versionId, null)
  const flow = snapshot.flows.find(({ id }) => id === event.eventFlowId)
  const declared = flow && declaredOf(flow, specs)
  if (!declared) return null
  const looked: CheckedDelivery[] = []
  for (const ran of deliveries) {
    const read = await readBodyOf(store, effects, ran)
    if (read === null) continue
    if (isOtherMessage(read.body, declared) && (await isSoonRegistered(store, read))) continue
    looked.push({ ...ran, at: read.at, ...sightingsIn(read.body, declared) })
    // One body at a time, so that no event waits for more than that.
    await yieldToEventLoop(effects)
  }
  if (looked.length === 0) return null
  const { connectorId } = version
  for (;;) {
    const versions = await store.drift.ofEvent(event.eventFlowId)
    const before = versions.find(({ versionId }) => versionId === event.versionId)?.drift ?? null
    const begun = before ?? beginDrift(effects.clock(), versions[0]?.drift ?? null)
    const drift = looked.reduce(noticeDrift, begun)
    const ignored = new Set((await store.drift.ignored(event.eventFlowId)).map(({ key }) => key))
    const told = new Set(begun.findings.filter(isDrifting).map(keyOfDrift))
    const open = drift.findings.filter(finding => isDrifting(finding) && !ignored.has(keyOfDrift(finding)))
    const findings = open.filter(finding => !told.has(keyOfDrift(finding)))
    const known = open.filter(finding => told.has(keyOfDrift(finding)))
    const found = { ...event, connectorId, findings }
    const alert =
      findings.length === 0
        ? undefined
        : driftAlert(
            effects,
            { ...found, findings: [...findings, ...known], looked: drift.looked },
            effects.clock()
          )
    const isKept = await store.drift.keep(event, { before, drift, ...(alert && { alert }) })
    // If not, another process has looked meanwhile, and what it found is the beginning.
    if (isKept) return findings.length === 0 ? null : found
  }
}
