import { type DataType, isJsonObject, Path, valueAt } from '@hookwright/model'
import { cutTo, labelOfKeys, plainName } from './label-of-key.ts'
import { isNothing, typeOfSeen } from './sample-types.ts'

/** An output that a sample suggests, and where its value stands: in the body, or with Run mode in a record. */
export interface ProposedField {
  label: string
  dataType: DataType
  path: Path
  /** False where the sample holds nothing there, so that the type is a guess. */
  sure: boolean
}

/** A group of outputs that a sample suggests. */
export interface ProposedGroup {
  name: string
  fields: ProposedField[]
}

/** A part of a sample that no output can give, and why. */
export interface LeftPart {
  path: Path
  why: string
}

/** The outputs that a sample suggests. */
export interface Proposal {
  /** Where the records stand in the body; null without Run mode. */
  list: Path | null
  groups: ProposedGroup[]
  left: LeftPart[]
}

/** So deep do objects become groups of their own; what lies deeper is one output that holds an Object. */
const DEEPEST = 3
/** So many groups, and so many outputs in one, can still be looked through. */
const MOST_GROUPS = 20
const MOST_FIELDS = 200

/** What was seen in one place: a key below another, and the values of all records there. */
interface Seen {
  path: Path
  values: unknown[]
}

const keysOf = (path: Path): string[] => path.map(String)

/** What stands below objects that were seen in one place, key by key in the order in which they come. */
const below = ({ path, values }: Seen): Seen[] => {
  const objects = values.filter(isJsonObject)
  const keys = new Set(objects.flatMap(object => Object.keys(object)))
  return [...keys].map(key => ({
    path: [...path, key],
    values: objects.map(object => (Object.hasOwn(object, key) ? object[key] : null))
  }))
}

const areObjects = (values: unknown[]): boolean => {
  const known = values.filter(value => !isNothing(value))
  return known.length > 0 && known.every(isJsonObject) && known.some(object => Object.keys(object).length > 0)
}

const why = {
  path: 'its key cannot be part of a path',
  mixed: 'it holds values of different types',
  many: `a group has at most ${MOST_FIELDS} outputs`
} as const

/** What becomes one output each, and the objects below that become groups of their own. */
interface Sorted {
  fields: Omit<ProposedField, 'label'>[]
  inner: Seen[]
  left: LeftPart[]
}

const sort = (seen: Seen, depth: number): Sorted => {
  const sorted: Sorted = { fields: [], inner: [], left: [] }
  for (const { path, values } of below(seen)) {
    const type = typeOfSeen(values)
    if (!Path.safeParse(path).success) sorted.left.push({ path, why: why.path })
    else if (depth < DEEPEST && areObjects(values)) sorted.inner.push({ path, values })
    else if (type === null) sorted.left.push({ path, why: why.mixed })
    else if (sorted.fields.length === MOST_FIELDS) sorted.left.push({ path, why: why.many })
    else sorted.fields.push({ path, ...type })
  }
  return sorted
}

/** A name that none of the others has, as people read them. */
const freeName = (name: string, taken: Set<string>): string => {
  let free = name
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${cutTo(name, 96)} ${number}`
  taken.add(free.toLowerCase())
  return free
}

const labelled = (
  fields: Omit<ProposedField, 'label'>[],
  labelOf: (path: Path) => string
): ProposedField[] => {
  const taken = new Set<string>()
  return fields.map(field => ({ label: freeName(labelOf(field.path), taken), ...field }))
}

/** A group for the top of the body, and one for each object below it. */
const inGroups = (body: Record<string, unknown>): Proposal => {
  const proposal: Proposal = { list: null, groups: [], left: [] }
  const names = new Set<string>()
  const visit = (seen: Seen, depth: number): void => {
    const { fields, inner, left } = sort(seen, proposal.groups.length < MOST_GROUPS ? depth : DEEPEST)
    proposal.left.push(...left)
    if (fields.length > 0) {
      const name = depth === 0 ? 'Event' : labelOfKeys(...keysOf(seen.path).slice(-2))
      proposal.groups.push({
        name: freeName(name, names),
        fields: labelled(fields, path => labelOfKeys(...keysOf(path).slice(-1)))
      })
    }
    for (const object of inner) visit(object, depth + 1)
  }
  visit({ path: [], values: [body] }, 0)
  return proposal
}

/** One output for what is no object: the whole body, or the whole record. */
const asOne = (name: string, label: string, values: unknown[], list: Path | null): Proposal => {
  const type = typeOfSeen(values)
  if (type === null) return { list, groups: [], left: [{ path: [], why: why.mixed }] }
  if (!type.sure) return { list, groups: [], left: [] }
  return { list, groups: [{ name, fields: [{ label, path: [], ...type }] }], left: [] }
}

const singularOf = (name: string): string => {
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y')
  return /[^s]s$/i.test(name) ? name.slice(0, -1) : name
}

/** One group for what the records of a list have, objects inside them laid flat. */
const inRecords = (body: unknown, list: Path): Proposal => {
  const found = valueAt(body, list)
  const records = (Array.isArray(found) ? found : [found]).filter(record => !isNothing(record))
  const name = singularOf(labelOfKeys(...keysOf(list).slice(-1)))
  const group = list.length === 0 || name === 'Value' ? 'Record' : name
  if (!records.every(isJsonObject)) return asOne(group, 'Value', records, list)
  const fields: Omit<ProposedField, 'label'>[] = []
  const left: LeftPart[] = []
  const visit = (seen: Seen, depth: number): void => {
    const sorted = sort(seen, depth)
    left.push(...sorted.left)
    fields.push(...sorted.fields)
    for (const object of sorted.inner) visit(object, depth + 1)
  }
  visit({ path: [], values: records }, 0)
  const many = fields.splice(MOST_FIELDS).map(({ path }) => ({ path, why: why.many }))
  if (fields.length === 0) return { list, groups: [], left }
  return {
    list,
    groups: [{ name: group, fields: labelled(fields, path => labelOfKeys(...keysOf(path))) }],
    left: [...left, ...many]
  }
}

/** The lists of objects in a sample, each of which may be the list of records, and how many records each holds. */
export const listsIn = (body: unknown): { path: Path; count: number }[] => {
  if (Array.isArray(body)) return body.length === 0 ? [] : [{ path: [], count: body.length }]
  const lists: { path: Path; count: number }[] = []
  const visit = (seen: Seen, depth: number): void => {
    for (const { path, values } of below(seen)) {
      const [value] = values
      if (!Path.safeParse(path).success) continue
      if (Array.isArray(value) && value.length > 0 && value.every(isJsonObject))
        lists.push({ path, count: value.length })
      else if (depth < DEEPEST && isJsonObject(value)) visit({ path, values }, depth + 1)
    }
  }
  visit({ path: [], values: [body] }, 0)
  return lists
}

/** What services call the list in which they send several events at once. */
const batchNames = new Set([
  'changes',
  'data',
  'entries',
  'entry',
  'events',
  'messages',
  'notifications',
  'records',
  'results',
  'value'
])

/**
 * The list that a sample seems to be about: the body itself, or the only list of objects in what looks like an envelope
 * around it. Null where the body is one thing that happens to have lists.
 */
export const batchIn = (body: unknown): Path | null => {
  const [list, ...others] = listsIn(body)
  if (list === undefined || others.length > 0) return null
  if (list.path.length === 0) return list.path
  const last = String(list.path.at(-1))
  if (!batchNames.has(plainName(last))) return null
  const isEnvelope = list.path.every((step, depth) => {
    const around = valueAt(body, list.path.slice(0, depth))
    if (!isJsonObject(around)) return false
    return Object.entries(around).every(
      ([key, value]) =>
        key === step || (plainName(key) !== 'id' && (value === null || typeof value !== 'object'))
    )
  })
  return isEnvelope ? list.path : null
}

/**
 * The outputs that a sample of a body suggests: a group for its top and for each object in it, with a typed output for
 * each value; with `list` one group for the records there. Pure; each proposed type holds what the sample has there.
 */
export const outputsFromSample = (body: unknown, list: Path | null): Proposal => {
  if (list !== null) return inRecords(body, list)
  if (isJsonObject(body)) return inGroups(body)
  return isNothing(body) ? { list: null, groups: [], left: [] } : asOne('Event', 'Body', [body], null)
}
