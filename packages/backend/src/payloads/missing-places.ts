import { lastCardOf, type Specs } from '@hookwright/engine'
import {
  type Flow,
  isJsonObject,
  nameOfPath,
  type OutputGroup,
  startCardOf,
  valueAt
} from '@hookwright/model'
import { type BodyPath, bodyReadsOf } from './body-reads.ts'

/** Paths that an event flow reads but a body lacks. */
export interface MissingPlaces {
  /**
   * Mapped paths that are missing in the body, by name, such as `Body.user.id`. `Record.id` is listed if no
   * record has the path.
   */
  places: string[]
  /** Mapped list of records, if it is missing or empty. Null if it contains records, or without Run mode. */
  list: { name: string; is: 'missing' | 'empty' } | null
}

/** Returns true when a value exists at a path, even null. */
export const hasPlace = (value: unknown, path: BodyPath): boolean => {
  const [part, ...rest] = path
  if (part === undefined) return true
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false
  return hasPlace(Reflect.get(value, part), rest)
}

const named = (root: string, path: BodyPath): string => {
  const inside = nameOfPath(path)
  return inside === '' || inside.startsWith('[') ? `${root}${inside}` : `${root}.${inside}`
}

/** Returns the path in the body of the list of records. Null if the list is not from the body. */
const listPathOf = (flow: Flow, specs: Specs): BodyPath | null => {
  const [start, last] = [startCardOf(flow), lastCardOf(flow, specs)]
  const records = specs.get(last?.type ?? '')?.returns?.records
  const list = records === undefined ? undefined : last?.inputs[records.list]
  const body = specs.get(start?.type ?? '')?.starts?.body
  return list?.kind === 'pill' && list.card === start?.id && list.field === body ? list.path : null
}

/** Returns the paths that an event flow reads but a body lacks. A null value is not missing. */
export const missingPlacesOf = (
  body: unknown,
  event: { flow: Flow; groups: OutputGroup[]; runMode: boolean },
  specs: Specs
): MissingPlaces => {
  const { flow, groups, runMode } = event
  const listPath = runMode ? listPathOf(flow, specs) : null
  const list = listPath === null ? null : valueAt(body, listPath)
  // A value of another type fails its run, which says so; it is neither missing nor empty.
  const isOther = list !== undefined && list !== null && !Array.isArray(list)
  const records = Array.isArray(list) ? list : isJsonObject(list) ? [list] : []
  const inRecord = (path: BodyPath): BodyPath | null =>
    listPath !== null && path[listPath.length] === 0 && listPath.every((part, at) => path[at] === part)
      ? path.slice(listPath.length + 1)
      : null
  const places = bodyReadsOf(flow, groups, specs).flatMap(({ path }) => {
    const inside = inRecord(path)
    if (inside === null) return hasPlace(body, path) ? [] : [named('Body', path)]
    const isThere = records.length === 0 || records.some(record => hasPlace(record, inside))
    return isThere ? [] : [named('Record', inside)]
  })
  return {
    places: [...new Set(places)],
    list:
      listPath === null || records.length > 0 || isOther
        ? null
        : { name: named('Body', listPath), is: hasPlace(body, listPath) ? 'empty' : 'missing' }
  }
}
