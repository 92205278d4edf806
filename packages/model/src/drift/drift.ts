import type { DataType } from '../fields/data-type.ts'
import type { Field } from '../fields/field.ts'
import { nameInside, type Path } from '../fields/path.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'

/**
 * How what arrives differs from what an event declares: a place that an output is mapped to is not there; its values do
 * not fit the output's type; or a place came that no card takes.
 */
export type DriftKind = 'missing' | 'unfit' | 'new'

/** One such difference in one delivery. It names a place and types, and never a value. */
export interface DriftSighting {
  kind: DriftKind
  /** Where the path begins: in the body, or with Run mode in a record. */
  root: 'body' | 'record'
  path: Path
  /** The output that is mapped from there; null for what is new. */
  output: Pick<Field, 'id' | 'label' | 'dataType'> | null
  /** The narrowest type into which all fits that stands there; null where nothing does, or no type takes all of it. */
  seen: DataType | null
}

/** A difference as it was met again and again. */
export interface DriftFinding extends DriftSighting {
  /** In how many deliveries it was met. */
  count: number
  firstAt: Millis
  lastAt: Millis
  /** The newest delivery that shows it, and the flow that this came to. */
  example: { deliveryId: Id; flowId: Id }
  /** How many deliveries up to the newest show it, without one between that does not. */
  streak: number
  /** True once a delivery came after it that was as declared. */
  returned: boolean
}

/** What is known of what arrives for an event in one version. */
export interface EventDrift {
  /** How many deliveries were looked at, since when, and when the newest of them came. */
  looked: number
  since: Millis
  lastAt: Millis
  findings: DriftFinding[]
  /** Places that no card takes and that came from the first: they are left out on purpose, for all that is known. */
  leftOut: string[]
  /** How many more deliveries show what is left out on purpose. */
  learning: number
}

/** What tells one difference of an event from another, in whatever version. */
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

/** So many deliveries in a row without a place make it one that comes no more, even if it was there in between. */
const GONE = 10

/**
 * Whether a difference is one to act on. A place that comes at times and is missing at others is only told of: an output
 * is null then, as is promised.
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
