import type { DataType } from '../fields/data-type.ts'
import type { Field } from '../fields/field.ts'
import { nameInside, type Path } from '../fields/path.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/**
 * Kind of difference between deliveries and an event's declaration. `missing`: the path of an
 * output is absent; `unfit`: its values do not fit the output's type; `new`: no card reads an
 * existing path.
 */
export type DriftKind = 'missing' | 'unfit' | 'new'

/** Difference in one delivery. It contains a path and types, never a value. */
export interface DriftSighting {
  kind: DriftKind
  /** Root of the path: the body, or with Run mode a record. */
  root: 'body' | 'record'
  path: Path
  /** Output that is mapped from the path; null for a new field. */
  output: Pick<Field, 'id' | 'label' | 'dataType'> | null
  /**
   * Narrowest type that fits all values at the path; null without values, or without such a type.
   */
  seen: DataType | null
}

/** Difference accumulated over deliveries. */
export interface DriftFinding extends DriftSighting {
  /** Number of deliveries with the difference. */
  count: number
  firstAt: Millis
  lastAt: Millis
  /** Newest delivery with the difference, and its flow. */
  example: { deliveryId: Id; flowId: Id }
  /** Number of consecutive deliveries with the difference, up to the newest. */
  streak: number
  /** True once a later delivery matched the declaration. */
  returned: boolean
}

/** Drift of an event in one version. */
export interface EventDrift {
  /** Number of inspected deliveries, the time of the first, and the time of the newest. */
  looked: number
  since: Millis
  lastAt: Millis
  findings: DriftFinding[]
  /**
   * Paths that no card reads and that existed from the beginning. They count as omitted on purpose.
   */
  leftOut: string[]
  /** Number of further deliveries from which intentionally unused paths are learned. */
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

/** Returns the key of a path. */
export const keyOfPlace = ({ root, path }: Pick<DriftSighting, 'root' | 'path'>): string =>
  `${root} ${JSON.stringify(path)}`

/** Number of consecutive deliveries without a field after which it counts as missing. */
const GONE = 10

/**
 * Returns true if a difference needs action. A path that is sometimes present does not: its output
 * is then null, as documented.
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
