import { z } from 'zod'
import { Fault } from '../kernel/fault.ts'
import { isReservedName } from '../kernel/ids.ts'
import { isJsonObject, type Json } from '../kernel/json.ts'
import { readChoice, savedValueOf } from './choices.ts'
import { coerce, nameOfValue } from './coerce.ts'
import { type DataType, nameOfType, one } from './data-type.ts'
import { dynamicLimits, type NamedField, type NamedGroup } from './dynamic-fields.ts'
import { type Choice, fieldLimits } from './field.ts'
import { returnedListOf } from './returned-list.ts'

/** Fields returned by a helper flow, or the reason why they cannot be parsed, as a sentence. */
export type ReadFields = { ok: true; groups: NamedGroup[] } | { ok: false; what: string }

/**
 * Creates the fault for an invalid result, described by a sentence. It is thrown only in this module, and
 * caught by {@link readFields}.
 */
const flaw = (what: string): Fault => new Fault('fields.unreadable', { flow: '', what })

const WANTED =
  'return a list of fields, each an object with “name” and “type”, or a list of groups, each with “name” and “fields”.'

const TYPES = 'Text, Number, True/False, Date & Time, Object, File or Options'

/** Data types by name. The names are in lower case and contain letters only. */
const kinds: ReadonlyMap<string, DataType['kind']> = new Map([
  ['text', 'text'],
  ['string', 'text'],
  ['options', 'text'],
  ['number', 'number'],
  ['integer', 'number'],
  ['truefalse', 'boolean'],
  ['boolean', 'boolean'],
  ['date', 'date'],
  ['datetime', 'date'],
  ['object', 'object'],
  ['file', 'file']
])

/**
 * Parses the name of a type, such as “Text”, “date & time”, “List of Number” or “string[]”. Returns undefined
 * for other texts.
 */
const typeOf = (written: string): DataType | undefined => {
  const name = written.trim().toLowerCase()
  const isList = name.startsWith('list of ') || name.endsWith('[]')
  const letters = name.replace(/^list of /, '').replace(/[^a-z]/g, '')
  const kind = kinds.get(letters)
  return kind && { kind, list: isList }
}

const textOf = (most: number) =>
  z
    .string('must be a text')
    .trim()
    .min(1, 'is empty')
    .max(most, `is longer than ${most} characters`)
    .refine(text => !isReservedName(text), 'is a reserved name')

const named = z.union([textOf(dynamicLimits.key), z.number().transform(String)], {
  error: ({ input }) => {
    if (typeof input !== 'string') return 'must be a text'
    return textOf(dynamicLimits.key).safeParse(input).error?.issues[0]?.message ?? 'is not a text'
  }
})
const flag = z.boolean('must be true or false').nullish()

/** Field returned by a helper flow, with keys in lower case. Unknown keys are dropped. */
const WrittenField = z.object({
  key: named.nullish(),
  id: named.nullish(),
  name: named.nullish(),
  label: textOf(fieldLimits.label).nullish(),
  displayname: textOf(fieldLimits.label).nullish(),
  title: textOf(fieldLimits.label).nullish(),
  type: z
    .string('must be a text')
    .refine(type => typeOf(type) !== undefined, `must be ${TYPES}`)
    .nullish(),
  list: flag,
  required: flag,
  description: z.string('must be a text').trim().nullish(),
  options: z.array(z.unknown(), 'must be a list').nullish(),
  available: z.array(z.unknown(), 'must be a list').nullish(),
  default: z.unknown().optional(),
  defaultvalue: z.unknown().optional()
})
type WrittenField = z.infer<typeof WrittenField>

/** Group of fields returned by a helper flow, with keys in lower case. */
const WrittenGroup = z.object({
  name: textOf(fieldLimits.label),
  fields: z.array(z.unknown(), 'must be a list')
})

const lowerCased = (item: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([key, value]) => [key.toLowerCase(), value]))

const isGroup = (item: unknown): boolean => isJsonObject(item) && lowerCased(item).fields !== undefined

/**
 * Parses one item of the list that a helper flow returned, with the schema of a field or group.
 * @throws the first validation error, with its path
 */
const parse = <Shape>(shape: z.ZodType<Shape>, item: object, place: string): Shape => {
  const read = shape.safeParse(lowerCased(item))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const key = String(issue?.path[0] ?? '')
  const isMissing = lowerCased(item)[key] === undefined
  throw flaw(
    isMissing
      ? `${place} has no “${key}”; ${WANTED}`
      : `${place} has a “${key}” that ${issue?.message ?? 'is not valid'}. Correct it in the helper flow.`
  )
}

/** Returns the type of a field. Options yield a single text or number. */
const dataTypeOf = ({ type, list, options, available }: WrittenField, place: string): DataType => {
  const written = typeOf(type ?? 'text') ?? one('text')
  const dataType = list === true ? { ...written, list: true } : written
  if ((options ?? available ?? null) === null) return dataType
  if (!dataType.list && (dataType.kind === 'text' || dataType.kind === 'number')) return dataType
  throw flaw(
    `${place} has options, which give one text or number, but its type is ${nameOfType(dataType)}. Set “type” to Options or Number, or leave the options out.`
  )
}

const choicesOf = ({ options, available }: WrittenField, dataType: DataType, place: string): Choice[] => {
  const choices = new Map<string, Choice>()
  for (const [index, item] of (options ?? available ?? []).entries()) {
    const choice = readChoice(item)
    const at = `Option ${index + 1} of ${place.charAt(0).toLowerCase()}${place.slice(1)}`
    if (choice === null)
      throw flaw(
        `${at} is ${nameOfValue(item)} without a value; return texts, or objects with “display” and “value”.`
      )
    if (choice.display.length > fieldLimits.display || choice.value.length > fieldLimits.value)
      throw flaw(`${at} is too long; a value has at most ${fieldLimits.value} characters. Shorten it.`)
    if (savedValueOf(choice, dataType) === null)
      throw flaw(`${at} is not a number; return numbers, or set the type of the field to Text.`)
    if (!choices.has(choice.value)) choices.set(choice.value, choice)
  }
  if (choices.size > fieldLimits.choices)
    throw flaw(`${place} has ${choices.size} options, but the limit is ${fieldLimits.choices}; return fewer.`)
  return [...choices.values()]
}

/**
 * Returns the initial value of a field.
 * @throws for a value of the wrong type
 */
const initialOf = (written: WrittenField, dataType: DataType, place: string): Json | undefined => {
  const value = written.default ?? written.defaultvalue ?? null
  if (value === null || value === '') return undefined
  const isPlain = !dataType.list && dataType.kind !== 'object' && dataType.kind !== 'file'
  const read = coerce(value, dataType)
  if (isPlain && read.ok) return String(read.value) === '' ? undefined : (read.value as Json)
  throw flaw(
    isPlain
      ? `${place} has a default that is ${nameOfValue(value)}, but its type is ${nameOfType(dataType)}. Correct the default, or remove it.`
      : `${place} has a default, which ${nameOfType(dataType)} cannot have. Remove the default.`
  )
}

const fieldOf = (item: unknown, place: string): NamedField => {
  if (!isJsonObject(item)) throw flaw(`${place} is ${nameOfValue(item)} instead of an object; ${WANTED}`)
  const written = parse(WrittenField, item, place)
  const key = written.key ?? written.id ?? written.name ?? null
  if (key === null) throw flaw(`${place} has no “name”; ${WANTED}`)
  const label = (written.label ?? written.displayname ?? written.title ?? written.name ?? key).slice(
    0,
    fieldLimits.label
  )
  const dataType = dataTypeOf(written, place)
  const rows = choicesOf(written, dataType, place)
  const initial = initialOf(written, dataType, place)
  const { description } = written
  return {
    key,
    label,
    fieldType: rows.length > 0 ? 'dropdown' : 'text-field',
    dataType,
    required: written.required === true,
    ...(description && { description: description.slice(0, dynamicLimits.description) }),
    ...(rows.length > 0 && { choices: { from: 'static', rows } }),
    ...(initial !== undefined && { initial })
  }
}

/** Returns the positions of the first two items with the same name, counted from 1. */
const twice = (names: string[]): [number, number] | undefined => {
  const first = new Map<string, number>()
  for (const [index, name] of names.entries()) {
    const before = first.get(name.toLowerCase())
    if (before !== undefined) return [before + 1, index + 1]
    first.set(name.toLowerCase(), index)
  }
  return undefined
}

const fieldsOf = (list: unknown[], placeOf: (index: number) => string, where: string): NamedField[] => {
  if (list.length > dynamicLimits.fields)
    throw flaw(`${where} has ${list.length} fields, but the limit is ${dynamicLimits.fields}; return fewer.`)
  const fields = list.map((item, index) => fieldOf(item, placeOf(index)))
  for (const part of ['key', 'label'] as const) {
    const alike = twice(fields.map(field => field[part]))
    if (alike === undefined) continue
    const [one, other] = alike
    const name = fields[other - 1]?.[part] ?? ''
    throw flaw(
      `${placeOf(one - 1)} and ${placeOf(other - 1).toLowerCase()} are both named “${name}”; return each field once, and give each a label of its own.`
    )
  }
  return fields
}

const groupsOf = (list: unknown[]): NamedGroup[] => {
  if (!list.some(isGroup)) {
    const fields = fieldsOf(list, index => `Item ${index + 1}`, 'The list')
    return fields.length === 0 ? [] : [{ name: null, fields }]
  }
  if (list.length > dynamicLimits.groups)
    throw flaw(`It returned ${list.length} groups, but the limit is ${dynamicLimits.groups}; return fewer.`)
  const groups = list.map((item, index): NamedGroup => {
    const place = `Item ${index + 1}`
    if (!isJsonObject(item) || !isGroup(item))
      throw flaw(`${place} has no “fields”, but other items are groups; return only fields or only groups.`)
    const { name, fields } = parse(WrittenGroup, item, place)
    const placeOf = (at: number): string => `Field ${at + 1} of item ${index + 1}`
    const nested = fields.findIndex(isGroup)
    if (nested >= 0)
      throw flaw(`${placeOf(nested)} has “fields” of its own; a group holds fields, not groups.`)
    return { name, fields: fieldsOf(fields, placeOf, place) }
  })
  const alike = twice(groups.map(({ name }) => name ?? ''))
  if (alike !== undefined)
    throw flaw(
      `Items ${alike[0]} and ${alike[1]} are groups with the same name; give each group a name of its own.`
    )
  return groups
}

/**
 * Checks that fields do not exceed the limits of a flow.
 * @throws for too many or too large fields
 */
const within = (groups: NamedGroup[]): NamedGroup[] => {
  const count = groups.reduce((sum, { fields }) => sum + fields.length, 0)
  if (count > dynamicLimits.all)
    throw flaw(`It returned ${count} fields, but the limit is ${dynamicLimits.all}; return fewer.`)
  const size = JSON.stringify(groups).length
  if (size > dynamicLimits.size)
    throw flaw(
      `The fields are ${Math.ceil(size / 1000)} kB in size, but the limit is ${dynamicLimits.size / 1000} kB; return fewer fields or options.`
    )
  return groups
}

/**
 * Parses the fields of a dynamic group from a helper flow's outputs, given by id. The first list output is
 * used. An item with `fields` is a group, other items are fields. Their keys, in any case, are `key`, `id` or
 * `name`; `label`, `displayName` or `title`; `type`, `list`, `required`, `description`; `options` or
 * `available`; `default` or `defaultValue`. Never throws.
 */
export const readFields = (result: Record<string, unknown> | null): ReadFields => {
  const returned = returnedListOf(result, WANTED)
  if (!returned.ok) return returned
  try {
    return { ok: true, groups: within(groupsOf(returned.list)) }
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === 'fields.unreadable')
      return { ok: false, what: String(thrown.details.what) }
    throw thrown
  }
}
