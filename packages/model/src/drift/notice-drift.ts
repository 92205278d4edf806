import { commonType } from '../fields/infer-type.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import { type DriftFinding, type DriftSighting, type EventDrift, keyOfDrift, keyOfPlace } from './drift.ts'

/** Number of first deliveries whose unread paths count as intentionally unused. */
export const LEARNING = 5
/** Maximum number of findings stored per event. */
const MOST_FINDINGS = 100
const MOST_LEFT_OUT = 500

/**
 * Returns a new drift record without findings. Intentionally unused paths are taken over from the drift of
 * the previous version.
 */
export const beginDrift = (at: Millis, before: EventDrift | null): EventDrift => ({
  looked: 0,
  since: at,
  lastAt: at,
  findings: [],
  leftOut: before?.leftOut ?? [],
  learning: before?.learning ?? LEARNING
})

/** Delivery that was compared with the declared outputs. */
export interface CheckedDelivery {
  deliveryId: Id
  flowId: Id
  at: Millis
  sightings: DriftSighting[]
  /** Number of records; null without Run mode. */
  records: number | null
}

const again = (known: DriftFinding, sighting: DriftSighting, looked: CheckedDelivery): DriftFinding => ({
  ...known,
  output: sighting.output,
  seen: known.seen && sighting.seen && commonType(known.seen, sighting.seen),
  count: known.count + 1,
  firstAt: Math.min(known.firstAt, looked.at),
  lastAt: Math.max(known.lastAt, looked.at),
  example:
    looked.at >= known.lastAt ? { deliveryId: looked.deliveryId, flowId: looked.flowId } : known.example,
  streak: known.streak + 1
})

const first = (sighting: DriftSighting, { deliveryId, flowId, at }: CheckedDelivery): DriftFinding => ({
  ...sighting,
  count: 1,
  firstAt: at,
  lastAt: at,
  example: { deliveryId, flowId },
  streak: 1,
  returned: false
})

/**
 * Returns the differences that are new paths with a consistent type. Returns none while unused paths are
 * still being collected.
 */
const newOnes = (drift: EventDrift, sightings: DriftSighting[]): DriftSighting[] => {
  if (drift.learning > 0 || drift.leftOut.length >= MOST_LEFT_OUT) return []
  const leftOut = new Set(drift.leftOut)
  return sightings.filter(
    sighting => sighting.kind === 'new' && sighting.seen !== null && !leftOut.has(keyOfPlace(sighting))
  )
}

/**
 * Returns the paths that count as intentionally unused. While they are still being collected, the paths of
 * one more delivery are added.
 */
const learnt = ({ learning, leftOut }: EventDrift, sightings: DriftSighting[]): string[] => {
  if (learning === 0) return leftOut
  const places = sightings.filter(({ kind }) => kind === 'new').map(keyOfPlace)
  return [...new Set([...leftOut, ...places])].slice(0, MOST_LEFT_OUT)
}

/**
 * Returns the drift of an event after one more delivery. Its size is bounded, regardless of the number of
 * deliveries. Pure.
 */
export const noticeDrift = (drift: EventDrift, looked: CheckedDelivery): EventDrift => {
  const declared = looked.sightings.filter(({ kind }) => kind !== 'new')
  const sighted = new Map(
    [...declared, ...newOnes(drift, looked.sightings)].map(sighting => [keyOfDrift(sighting), sighting])
  )
  const known = drift.findings.map(finding => {
    const sighting = sighted.get(keyOfDrift(finding))
    if (sighting !== undefined) return again(finding, sighting, looked)
    // Where there was no record, nothing can be said of what records hold.
    if (finding.root === 'record' && looked.records === 0) return finding
    return { ...finding, streak: 0, returned: true }
  })
  for (const finding of drift.findings) sighted.delete(keyOfDrift(finding))
  const added = [...sighted.values()].map(sighting => first(sighting, looked))
  return {
    looked: drift.looked + 1,
    since: Math.min(drift.since, looked.at),
    lastAt: Math.max(drift.lastAt, looked.at),
    findings: [...known, ...added].slice(0, MOST_FINDINGS),
    leftOut: learnt(drift, looked.sightings),
    learning: Math.max(0, drift.learning - 1)
  }
}
