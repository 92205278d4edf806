import { type DataType, inferType, isJsonObject, isNothing, one, Path, valueAt } from '@hookwright/model'
import { cutTo, labelOfKeys } from './label-of-key.ts'
import { below, DEEPEST, type SampledValues } from './lists-in-samples.ts'

/** Proposed output with the path of its value, in the body or, with Run mode, in a record. */
export interface ProposedField {
  label: string
  dataType: DataType
  path: Path
  /** False if the type is a guess, because there is no value or only one sample. */
  sure: boolean
}

/** Proposed group of outputs. */
export interface ProposedGroup {
  name: string
  fields: ProposedField[]
}

/** Part of a sample that no output can contain, with the reason. */
export interface SkippedPart {
  path: Path
  why: string
}

/** Proposal of outputs for samples. */
export interface Proposal {
  /** Path of the list of records in the body; null without Run mode. */
  list: Path | null
  groups: ProposedGroup[]
  left: SkippedPart[]
  /** Parts that get no output. The output of the enclosing object contains them. */
  untyped: SkippedPart[]
}

/** Maximum numbers of groups, and of outputs in a group, that a person can still review. */
const MOST_GROUPS = 20
const MOST_FIELDS = 200

const nothing = (): Omit<Proposal, 'list'> => ({ groups: [], left: [], untyped: [] })

const keysOf = (path: Path): string[] => path.map(String)

const areObjects = (values: unknown[]): boolean => {
  const known = values.filter(value => !isNothing(value))
  return known.length > 0 && known.every(isJsonObject) && known.some(object => Object.keys(object).length > 0)
}

const why = {
  mixed: 'it holds values of different types',
  nested: 'it is a list of lists, which no output can hold',
  mixedList: 'it is a list of values of different types, which no output can hold',
  many: `a group has at most ${MOST_FIELDS} outputs`
} as const

/** Returns the reason why no data type fits the values at a path. */
const whyUntyped = (values: unknown[]): string => {
  const known = values.filter(value => !isNothing(value))
  if (!known.every(Array.isArray)) return why.mixed
  return known.flat().some(Array.isArray) ? why.nested : why.mixedList
}

/** Values inside an object of the samples, divided into outputs and into inner objects that become groups. */
interface Sorted {
  fields: Omit<ProposedField, 'label'>[]
  inner: SampledValues[]
  left: SkippedPart[]
  untyped: SkippedPart[]
}

/**
 * Divides the values inside an object of the samples into outputs and inner objects. A value may have no
 * fitting type, or a key that cannot be part of a path. The whole object then becomes an output too, so that
 * this value can still be mapped.
 */
const sort = (seen: SampledValues, depth: number): Sorted => {
  const sorted: Sorted = { fields: [], inner: [], left: [], untyped: [] }
  let isWhole = false
  const add = (field: Omit<ProposedField, 'label'>): void => {
    if (sorted.fields.length < MOST_FIELDS) sorted.fields.push(field)
    else sorted.left.push({ path: field.path, why: why.many })
  }
  for (const { path, values } of below(seen)) {
    const type = inferType(values)
    const hasPath = Path.safeParse(path).success
    if (hasPath && depth < DEEPEST && areObjects(values)) sorted.inner.push({ path, values })
    else if (hasPath && type !== null) add({ path, ...type })
    else {
      if (hasPath) sorted.untyped.push({ path, why: whyUntyped(values) })
      if (isWhole) continue
      isWhole = true
      add({ path: seen.path, dataType: one('object'), sure: true })
    }
  }
  return sorted
}

/** Returns a name that is not yet taken, ignoring case, and adds it to the taken names. */
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

/**
 * Proposed names for the top level of a sample. `group` is for its group, `whole` for the output that
 * contains the whole sample.
 */
interface SampleNames {
  group: string
  whole: string
}

const namesOfEvent: SampleNames = { group: 'Event', whole: 'Body' }

/** Names for proposals from an action's response. */
export const namesOfResponse: SampleNames = { group: 'Result', whole: 'Response' }

/** Proposes a group for the top level of the body and one for each object inside it. */
const proposeGroups = (bodies: unknown[], { group, whole }: SampleNames): Proposal => {
  const proposal: Proposal = { list: null, ...nothing() }
  const names = new Set<string>()
  const visit = (seen: SampledValues, depth: number): void => {
    const { fields, inner, left, untyped } = sort(
      seen,
      proposal.groups.length < MOST_GROUPS ? depth : DEEPEST
    )
    proposal.left.push(...left)
    proposal.untyped.push(...untyped)
    if (fields.length > 0) {
      const name = depth === 0 ? group : labelOfKeys(...keysOf(seen.path).slice(-2))
      proposal.groups.push({
        name: freeName(name, names),
        fields: labelled(fields, path => (path.length === 0 ? whole : labelOfKeys(...keysOf(path).slice(-1))))
      })
    }
    for (const object of inner) visit(object, depth + 1)
  }
  visit({ path: [], values: bodies }, 0)
  return proposal
}

/** Returns a single output for samples that are not objects: the whole body or record. */
const asOne = (name: string, label: string, values: unknown[], list: Path | null): Proposal => {
  const type = inferType(values)
  if (type === null) return { list, ...nothing(), left: [{ path: [], why: whyUntyped(values) }] }
  if (!type.sure) return { list, ...nothing() }
  return { list, ...nothing(), groups: [{ name, fields: [{ label, path: [], ...type }] }] }
}

const singularOf = (name: string): string => {
  if (/ies$/i.test(name)) return name.replace(/ies$/i, 'y')
  return /[^s]s$/i.test(name) ? name.slice(0, -1) : name
}

/** Proposes one group for the records of a list. Nested objects are flattened. */
const inRecords = (bodies: unknown[], list: Path): Proposal => {
  const records = bodies.flatMap(body => valueAt(body, list)).filter(record => !isNothing(record))
  const name = singularOf(labelOfKeys(...keysOf(list).slice(-1)))
  const group = list.length === 0 || name === 'Value' ? 'Record' : name
  if (!records.every(isJsonObject)) return asOne(group, 'Value', records, list)
  const fields: Omit<ProposedField, 'label'>[] = []
  const left: SkippedPart[] = []
  const untyped: SkippedPart[] = []
  const visit = (seen: SampledValues, depth: number): void => {
    const sorted = sort(seen, depth)
    left.push(...sorted.left)
    untyped.push(...sorted.untyped)
    fields.push(...sorted.fields)
    for (const object of sorted.inner) visit(object, depth + 1)
  }
  visit({ path: [], values: records }, 0)
  const many = fields.splice(MOST_FIELDS).map(({ path }) => ({ path, why: why.many }))
  if (fields.length === 0) return { list, groups: [], left, untyped }
  return {
    list,
    groups: [
      {
        name: group,
        fields: labelled(fields, path => (path.length === 0 ? 'Whole record' : labelOfKeys(...keysOf(path))))
      }
    ],
    left: [...left, ...many],
    untyped
  }
}

/**
 * Proposes outputs for samples of a body. Pure. There is a group for the top level and for each object in it,
 * with a typed output for each value. With `list`, there is one group for the records of that list. Samples
 * are merged: a value in any sample becomes an output, with the narrowest type that fits all samples.
 */
export const outputsFromSamples = (
  bodies: readonly unknown[],
  list: Path | null,
  names: SampleNames = namesOfEvent
): Proposal => {
  const known = bodies.filter(body => !isNothing(body))
  if (list !== null) return inRecords(known, list)
  if (known.length === 0) return { list: null, ...nothing() }
  return known.every(isJsonObject)
    ? proposeGroups(known, names)
    : asOne(names.group, names.whole, known, null)
}

/** Counts the distinct samples: bodies, or with `list` the records in them. */
const distinctSamples = (bodies: readonly unknown[], list: Path | null): number => {
  const all = list === null ? bodies : bodies.flatMap(body => valueAt(body, list))
  return new Set(all.filter(each => !isNothing(each)).map(each => JSON.stringify(each))).size
}

/** Marks all types of a proposal as guesses if there are fewer than two distinct samples. */
export const markGuesses = (proposal: Proposal, bodies: readonly unknown[]): Proposal => {
  if (distinctSamples(bodies, proposal.list) > 1) return proposal
  return {
    ...proposal,
    groups: proposal.groups.map(group => ({
      ...group,
      fields: group.fields.map(field => ({ ...field, sure: false }))
    }))
  }
}
