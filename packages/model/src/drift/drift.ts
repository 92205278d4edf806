import type { DataType } from '../fields/data-type.ts'
import type { Field } from '../fields/field.ts'
import { nameInside, type Path } from '../fields/path.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/**
 * Kind of a difference between deliveries and an event's declaration. `missing`: the place of an output is absent; `unfit`: its
 * values do not fit the output's type; `new`: no card reads a place that is present.
 */
export type DriftKind = 'missing' | 'unfit' | 'new'

/** A difference in one delivery. It names a path and types, never a value. */
export interface DriftSighting {
  kind: DriftKind
  /** Root of the path: the body, or with Run mode a record. */
  root: 'body' | 'record'
  path: Path
  /** The output that is mapped from there; null for a new field. */
  output: Pick<Field, 'id' | 'label' | 'dataType'> | null
  /** The narrowest type into which all fits that stands there; null where nothing does, or no type takes all of it. */
  seen: DataType | null
}

/** A difference as it was met again and again. */
export interface DriftFinding extends DriftSighting {
  /** Number of deliveries that show it. */
  count: number
  firstAt: Millis
  lastAt: Millis
  /** The newest delivery that shows it, and the flow that this came to. */
  example: { deliveryId: Id; flowId: Id }
  /** Number of consecutive deliveries up to the newest that show it. */
  streak: number
  /** True once a delivery came after it that was as declared. */
  returned: boolean
}

/** Drift of an event in one version. */
export interface EventDrift {
  /** Number of deliveries inspected, the time since when, and the time of the newest. */
  looked: number
  since: Millis
  lastAt: Millis
  findings: DriftFinding[]
  /** Places that no card takes and that came from the first: they are left out on purpose, for all that is known. */
  leftOut: string[]
  /** Number of further deliveries to learn from which places are unused on purpose. */
  learning: number
}

/** Returns the key of a difference, the same in every version of its event. */
export const keyOfDrift = ({
  kind,
  root,
  path,
  output
}: Pick<DriftSighting, 'kind' | 'root' | 'path' | 'output'>): string =>
  `${kind} ${output?.id ?? ''} ${keyOfPlace({ root, path })}`

/** A place as one word. */
export const keyOfPlace = ({ root, path }: Pick<DriftSighting, 'root' | 'path'>): string =>
  `${root} ${JSON.stringify(path)}`

/** Number of consecutive deliveries without a field after which it counts as missing. */
const GONE = 10

/**
 * Returns true if a difference needs action. A place that is present only at times is reported without: its output is null
 * then, as documented.
 */
export const isDrifting = ({
  kind,
  returned,
  streak
}: Pick<DriftFinding, 'kind' | 'returned' | 'streak'>): boolean =>
  kind !== 'missing' || !returned || streak >= GONE

/** A place as it is written: “Body.user.id”, or “Record” alone for all of it. */
export const nameOfDriftPlace = ({ root, path }: Pick<DriftSighting, 'root' | 'path'>): string =>
  nameInside(root === 'body' ? 'Body' : 'Record', path)
