import type { Specs } from '@hookwright/engine'
import {
  beginDrift,
  type DriftFinding,
  type EventDrift,
  type Id,
  isDrifting,
  isJsonObject,
  keyOfDrift,
  noticeDrift,
  REDACTED
} from '@hookwright/model'
import type { EventOfVersion, IgnoredDrift, Store } from '@hookwright/store'
import { driftAlert } from '../alerts/new-alert.ts'
import { readArrival } from '../deliveries/read-arrival.ts'
import type { Outside } from '../outside.ts'
import type { Reaches } from '../runs/reaches.ts'
import { declaredOf } from './declared-of.ts'
import { sightingsIn } from './sightings-in.ts'

/** A delivery that ran an event, and the user's flow to which it came. */
export interface Ran {
  deliveryId: Id
  flowId: Id
}

/** Bodies that are larger are not looked into: what runs would wait for it. */
const LARGEST = 256 * 1024

/** A mark where a value was taken out is no value of the service, but the place was there. */
const withoutMarks = (value: unknown): unknown => {
  if (value === REDACTED) return null
  if (Array.isArray(value)) return value.map(withoutMarks)
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutMarks(inner)]))
    : value
}

/** A delivery with its body as flows see it; null for one that says nothing. */
const readBodyOf = async (store: Store, { deliveryId }: Ran) => {
  const found = await store.deliveries.find(deliveryId)
  if (found === null || found.arrival === null || found.arrival.body.byteLength > LARGEST) return null
  const { value, keptAsText } = await readArrival(found.delivery, found.arrival.body)
  if (keptAsText !== null || value === REDACTED) return null
  const isMarked = Array.isArray(found.delivery.redaction)
  return { at: found.delivery.receivedAt, body: isMarked ? withoutMarks(value) : value }
}

/** What there is to act on now and was not before, but for what is ignored. */
const newIn = (drift: EventDrift, before: EventDrift, ignored: IgnoredDrift[]): DriftFinding[] => {
  const known = before.findings.filter(isDrifting).map(keyOfDrift)
  const silent = new Set([...known, ...ignored.map(({ key }) => key)])
  return drift.findings.filter(finding => isDrifting(finding) && !silent.has(keyOfDrift(finding)))
}

/**
 * Looks how kept deliveries differ from what their event declares in this version, and keeps what comes of it, with an
 * alert for what was not known before.
 */
export const lookAtDeliveries = async (
  given: {
    store: Store
    specs: Specs
    reaches: Reaches
    outside: Pick<Outside, 'clock' | 'newId' | 'soon'>
  },
  event: EventOfVersion,
  deliveries: Ran[]
): Promise<void> => {
  const { store, specs, reaches, outside } = given
  const { version, snapshot } = await reaches.of(event.versionId, null)
  const flow = snapshot.flows.find(({ id }) => id === event.eventFlowId)
  const declared = flow && declaredOf(flow, specs)
  if (!declared) return
  const kept = await store.drift.ofEvent(event.eventFlowId)
  const before = kept.find(({ versionId }) => versionId === event.versionId)?.drift
  const begun = before ?? beginDrift(outside.clock(), kept[0]?.drift ?? null)
  let drift = begun
  for (const ran of deliveries) {
    const read = await readBodyOf(store, ran)
    if (read === null) continue
    drift = noticeDrift(drift, { ...ran, at: read.at, ...sightingsIn(read.body, declared) })
    // One body at a time, so that no event waits for more than that.
    await new Promise<void>(resolve => outside.soon(resolve))
  }
  if (drift.looked === begun.looked) return
  const found = newIn(drift, begun, await store.drift.ignored(event.eventFlowId))
  const { connectorId } = version
  const alert = driftAlert(outside, { ...event, connectorId }, found, outside.clock())
  await store.drift.keep(event, drift, alert)
}
