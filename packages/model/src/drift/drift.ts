import type { DataType } from '../fields/data-type.ts'
import type { Field } from '../fields/field.ts'
import { nameInside, type Path } from '../fields/path.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/**
 * Kind of difference between deliveries and an event's declared outputs. `missing`: the path of an output is
 * absent. `unfit`: the values do not fit the output's type. `new`: a path exists that no card reads.
 */
export type DriftKind = 'missing' | 'unfit' | 'new'

/** Difference between one delivery and the declared outputs. It contains a path and types, never a value. */
export interface DriftSighting {
  kind: DriftKind
  /** Start of the path: the body or, in Run mode, a record. */
  root: 'body' | 'record'
  path: Path
  /** Output mapped to the path; null for a new field. */
  output: Pick<Field, 'id' | 'label' | 'dataType'> | null
  /** Narrowest type that fits all values at the path; null if there are no values or no such type. */
  seen: DataType | null
}

/** Difference with its occurrences over several deliveries. */
export interface DriftFinding extends DriftSighting {
  /** Number of deliveries with the difference. */
  count: number
  firstAt: Millis
  lastAt: Millis
  /** Newest delivery with the difference, and the delivery's flow. */
  example: { deliveryId: Id; flowId: Id }
  /** Number of consecutive deliveries with the difference, ending with the newest delivery. */
  streak: number
  /** True once a later delivery matched the declaration. */
  returned: boolean
}

/** Drift of an event in one version, as stored. */
export interface EventDrift {
  /** Number of inspected deliveries, with the times of the first and the newest one. */
  looked: number
  since: Millis
  lastAt: Millis
  findings: DriftFinding[]
  /** Paths in the first deliveries that no card reads. They count as intentionally unused. */
  leftOut: string[]
  /** Number of future deliveries whose unread paths will be added to `leftOut`. */
  learning: number
}

/** Returns the key of a difference, which is the same in all versions of the event. */
export const keyOfDrift = ({
  kind,
  root,
  path,
  output
}: Pick<DriftSighting, 'kind' | 'root' | 'path' | 'output'>): string =>
  `${kind} ${output?.id ?? ''} ${keyOfPlace({ root, path })}`

/** Returns a text that identifies a path in a body or record, for use as a key. */
export const keyOfPlace = ({ root, path }: Pick<DriftSighting, 'root' | 'path'>): string =>
  `${root} ${JSON.stringify(path)}`

/** Number of consecutive deliveries without a field until the field counts as missing. */
const GONE = 10

/**
 * Returns true if a difference needs action. A path that is sometimes present needs none: its output is then
 * null, as documented.
 */
export const isDrifting = ({
  kind,
  returned,
  streak
}: Pick<DriftFinding, 'kind' | 'returned' | 'streak'>): boolean =>
  kind !== 'missing' || !returned || streak >= GONE

/** Formats a path: “Body.user.id”, or “Record” for the whole record. */
export const nameOfDriftPlace = ({ root, path }: Pick<DriftSighting, 'root' | 'path'>): string =>
  nameInside(root === 'body' ? 'Body' : 'Record', path)
