import { type Specs, signatureOf } from '@hookwright/engine'
import {
  coerce,
  type DriftSighting,
  type Flow,
  type Id,
  inferType,
  isJsonObject,
  isNothing,
  Path,
  valueAt
} from '@hookwright/model'
import { type BodyPath, type BodyRead, bodyReadsOf, recordsPathOf } from '../../payloads/body-reads.ts'
import { hasPlace } from '../../payloads/missing-places.ts'
import { findUnreadPaths } from './find-unread-paths.ts'

/**
 * Declared body of an event: the paths that its cards read and, with Run mode, the path of the record list.
 */
export interface Declared {
  reads: BodyRead[]
  listPath: BodyPath | null
}

/** Path that a flow reads, in the body or in each record. */
interface Read {
  root: DriftSighting['root']
  path: BodyPath
  output: BodyRead['output']
}

/**
 * Returns the part of a path that leads from a record of the list to a value. `null` if the path is not
 * inside the list.
 */
const inRecord = (path: BodyPath, listPath: BodyPath | null): BodyPath | null =>
  listPath !== null && path[listPath.length] === 0 && listPath.every((part, at) => path[at] === part)
    ? path.slice(listPath.length + 1)
    : null

/**
 * Returns the body paths that outputs and cards of an event read. If an output and a card read the same path,
 * only the output's entry is returned.
 */
export const readsIn = ({ reads, listPath }: Declared): Read[] => {
  const all = reads.map(({ path, output }): Read => {
    const inside = inRecord(path, listPath)
    return inside === null ? { root: 'body', path, output } : { root: 'record', path: inside, output }
  })
  // An output says more of a place than a card that reads it, too.
  const isSaid = ({ root, path }: Read): boolean =>
    all.some(
      other =>
        other.output !== null && other.root === root && JSON.stringify(other.path) === JSON.stringify(path)
    )
  return all.filter(read => read.output !== null || !isSaid(read))
}

/** Returns the records of a body, and the difference if the list is missing or has another type. */
const recordsIn = (
  body: unknown,
  listPath: BodyPath
): { records: unknown[]; sighting: DriftSighting | null } => {
  const found = valueAt(body, listPath)
  if (Array.isArray(found)) return { records: found, sighting: null }
  if (isJsonObject(found)) return { records: [found], sighting: null }
  const here = { root: 'body', path: listPath, output: null } as const
  if (!isNothing(found)) {
    const seen = inferType([found])?.dataType ?? null
    return { records: [], sighting: { kind: 'unfit', ...here, seen } }
  }
  return {
    records: [],
    sighting: hasPlace(body, listPath) ? null : { kind: 'missing', ...here, seen: null }
  }
}

const sightingOf = ({ root, path, output }: Read, values: unknown[]): DriftSighting | null => {
  if (values.length === 0) return null
  if (!values.some(value => hasPlace(value, path))) return { kind: 'missing', root, path, output, seen: null }
  if (output === null || output.guessed === true) return null
  const misfits = values
    .map(value => valueAt(value, path))
    .filter(value => !coerce(value, output.dataType).ok)
  if (misfits.length === 0) return null
  return { kind: 'unfit', root, path, output, seen: inferType(misfits)?.dataType ?? null }
}

/** Returns true if the body has none of several mapped paths, so it is probably a message of another kind. */
export const isOtherMessage = (body: unknown, declared: Declared): boolean => {
  const { listPath } = declared
  const list = listPath === null ? null : recordsIn(body, listPath)
  const outputs = readsIn(declared).filter(({ output }) => output !== null)
  const values = { body: [body], record: list?.records ?? [] }
  return (
    outputs.length > 1 && !outputs.some(({ root, path }) => values[root].some(value => hasPlace(value, path)))
  )
}

/**
 * Compares a delivery's body with the declaration of its event. With Run mode, counts its records.
 * Pure.
 */
export const sightingsIn = (
  body: unknown,
  declared: Declared
): { sightings: DriftSighting[]; records: number | null } => {
  const { listPath } = declared
  const reads = readsIn(declared).filter(({ path }) => Path.safeParse(path).success)
  const list = listPath === null ? null : recordsIn(body, listPath)
  const valuesOf = { body: [body], record: list?.records ?? [] }
  const pathsOf = (root: Read['root']): BodyPath[] =>
    reads.filter(read => read.root === root).map(({ path }) => path)
  const unread = (['body', 'record'] as const).flatMap(root =>
    findUnreadPaths(valuesOf[root], [
      ...pathsOf(root),
      ...(root === 'body' && listPath ? [listPath] : [])
    ]).map(({ path, seen }): DriftSighting => ({ kind: 'new', root, path, output: null, seen }))
  )
  return {
    records: list?.records.length ?? null,
    sightings: [
      ...(list?.sighting ? [list.sighting] : []),
      ...reads.flatMap(read => sightingOf(read, valuesOf[read.root]) ?? []),
      ...unread
    ]
  }
}

/** Returns the declaration of an event's body; null for other flows. */
export const declaredOf = (
  flow: { id: Id; name: string | null; doc: Flow },
  specs: Specs
): Declared | null => {
  const signature = signatureOf(flow, specs)
  if (signature?.kind !== 'webhook-event') return null
  return {
    reads: bodyReadsOf(flow.doc, signature.outputs, specs),
    listPath: signature.runMode ? recordsPathOf(flow.doc, specs) : null
  }
}
