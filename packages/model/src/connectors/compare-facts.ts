import { nameOfType } from '../fields/data-type.ts'
import { type Field, isChosen, type OutputField, type OutputGroup } from '../fields/field.ts'
import type { FieldId } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import { sameJson } from '../kernel/same-json.ts'
import type { Authentication, ConnectionField } from './authentication.ts'
import { type ActionChange, type EventChange, eventChanges } from './impact.ts'
import { type Method, methodOf, methodsOf, needsConnection } from './methods.ts'

/** Difference between two versions, with its effect on a flow. */
export interface Difference<Change extends EventChange = ActionChange> {
  change: Change
  reason: string
}

export const compatible = (reason: string): Difference => ({ change: 'compatible', reason })
export const breaking = (reason: string): Difference => ({ change: 'breaking', reason })

/** Values that a flow sets for the fields of a card. */
export interface InputValues {
  /** Typed or selected values. */
  chosen: Record<FieldId, Json>
  /** Fields whose values come from other cards. */
  mapped: ReadonlySet<FieldId>
}

/**
 * Returns the most severe change among the differences, and the reasons as sentences. The most severe reason
 * comes first.
 */
export const summarize = <Change extends EventChange>(
  differences: Difference<Change>[]
): { change: Change | 'compatible'; reasons: string[] } => {
  const gravity = ({ change }: Difference<Change>): number => eventChanges.indexOf(change)
  const sorted = differences.toSorted((one, other) => gravity(other) - gravity(one))
  return { change: sorted[0]?.change ?? 'compatible', reasons: sorted.map(({ reason }) => reason) }
}

/** Words for the sentences about a changed option or input, such as “the value chosen in the flow”. */
const nouns = {
  option: { noun: 'option', value: 'the value chosen in the flow' },
  input: { noun: 'input', value: 'the value mapped in the flow' }
} as const

type Noun = keyof typeof nouns

const byId = <Each extends { id: FieldId }>(fields: Each[]): Map<FieldId, Each> =>
  new Map(fields.map(field => [field.id, field]))

/** Returns true for a value that is set: neither null nor an empty text nor an empty list. */
export const isFilled = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** Returns the chosen values that are not among a field's choices. Empty if the choices are unknown. */
const notOffered = (field: Field, value: Json | undefined): string[] => {
  const { choices } = field
  if (!isFilled(value) || !isChosen(field) || choices?.from !== 'static') return []
  return [value ?? null].flat().flatMap(each => {
    const chosen = String(each)
    return choices.rows.some(row => row.value === chosen) ? [] : [chosen]
  })
}

const conjunction = new Intl.ListFormat('en', { type: 'conjunction' })

const renamed = (noun: string, before: string, after: string): Difference[] =>
  before === after ? [] : [compatible(`The ${noun} “${before}” was renamed to “${after}”.`)]

const newField = (noun: Noun, { label, required, initial }: Field): Difference => {
  if (!required) return compatible(`The ${noun} “${label}” is new and optional.`)
  if (isFilled(initial)) return compatible(`The ${noun} “${label}” is new and gets its default value.`)
  return breaking(`The ${noun} “${label}” is new and required, and the flow has no value for it.`)
}

const compareField = (
  noun: Noun,
  before: Field,
  after: Field,
  params: { isGiven: boolean; value: Json | undefined }
): Difference[] => {
  const differences = renamed(noun, before.label, after.label)
  const { label } = after
  if (!before.required && after.required && !params.isGiven) {
    differences.push(
      isFilled(after.initial)
        ? compatible(`The ${noun} “${label}” is now required and gets its default value.`)
        : breaking(`The ${noun} “${label}” is now required, and the flow has no value for it.`)
    )
  }
  if (!params.isGiven) return differences
  if (!sameJson(before.dataType, after.dataType)) {
    const types = `${nameOfType(after.dataType)} instead of ${nameOfType(before.dataType)}`
    return [
      ...differences,
      breaking(`The ${noun} “${label}” now accepts ${types}, so ${nouns[noun].value} does not fit.`)
    ]
  }
  const gone = notOffered(after, params.value).filter(
    each => !notOffered(before, params.value).includes(each)
  )
  if (gone.length > 0) {
    const named = conjunction.format(gone.map(each => `“${each}”`))
    differences.push(
      breaking(`The ${noun} “${label}” no longer offers ${named}, which is chosen in the flow.`)
    )
  }
  return differences
}

/**
 * Returns the difference for a removed field. A set value is dropped. A mapped value would be lost silently
 * in each run, so the flow stays on the old version.
 */
const removedField = (noun: Noun, label: string, isGiven: boolean): Difference => {
  if (!isGiven) return compatible(`The ${noun} “${label}” was removed; the flow has no value for it.`)
  return noun === 'option'
    ? compatible(`The option “${label}” was removed, together with the value chosen in the flow.`)
    : breaking(`The input “${label}” was removed, but the flow maps a value to it.`)
}

/** Compares the options or the inputs of two versions. */
export const compareFields = (
  noun: Noun,
  before: Field[],
  after: Field[],
  { chosen, mapped }: InputValues
): Difference[] => {
  const [was, is] = [byId(before), byId(after)]
  const params = (id: FieldId) => {
    const value = Object.hasOwn(chosen, id) ? chosen[id] : undefined
    return { value, isGiven: isFilled(value) || mapped.has(id) }
  }
  return [
    ...after.flatMap(field => {
      const old = was.get(field.id)
      return old === undefined ? [newField(noun, field)] : compareField(noun, old, field, params(field.id))
    }),
    ...before
      .filter(field => !is.has(field.id))
      .map(({ id, label }) => removedField(noun, label, params(id).isGiven))
  ]
}

/** Compares the names of groups that exist in both versions. */
export const compareGroupNames = <Group extends { id: FieldId; name: string }>(
  before: Group[],
  after: Group[]
): Difference[] => {
  const was = byId(before)
  return after.flatMap(({ id, name }) => renamed('group', was.get(id)?.name ?? name, name))
}

const fieldsOf = (groups: OutputGroup[]): OutputField[] => groups.flatMap(group => group.fields)

/**
 * Returns the difference if an output's type became a guess or a guess was confirmed. A guessed output has
 * type Any, so its values stay the same and are checked at run time.
 */
const compareGuess = (before: OutputField, after: OutputField): Difference[] => {
  if (before.guessed === after.guessed) return []
  return [
    compatible(
      after.guessed === true
        ? `The output “${after.label}” now accepts any value.`
        : `The type of the output “${after.label}” was confirmed: ${nameOfType(after.dataType)}.`
    )
  ]
}

/** Compares the outputs of two versions. `used` contains the outputs that a flow reads. */
export const compareOutputs = (
  beforeGroups: OutputGroup[],
  afterGroups: OutputGroup[],
  used: ReadonlySet<FieldId> | 'all'
): Difference[] => {
  const [before, after] = [fieldsOf(beforeGroups), fieldsOf(afterGroups)]
  const [was, is] = [byId(before), byId(after)]
  const uses = (id: FieldId): boolean => used === 'all' || used.has(id)
  const lost = (id: FieldId, label: string, what: string): Difference =>
    uses(id)
      ? breaking(`The output “${label}”, which the flow uses, ${what}.`)
      : compatible(`The output “${label}” ${what}; the flow does not use it.`)
  return [
    ...after.flatMap(output => {
      const old = was.get(output.id)
      if (old === undefined) return [compatible(`The output “${output.label}” is new.`)]
      if (old.guessed === true || output.guessed === true)
        return [...renamed('output', old.label, output.label), ...compareGuess(old, output)]
      if (sameJson(old.dataType, output.dataType)) return renamed('output', old.label, output.label)
      const what = `is now ${nameOfType(output.dataType)} instead of ${nameOfType(old.dataType)}`
      return [...renamed('output', old.label, output.label), lost(output.id, output.label, what)]
    }),
    ...before.filter(output => !is.has(output.id)).map(({ id, label }) => lost(id, label, 'was removed'))
  ]
}

const compareConnectionFields = (before: ConnectionField[], after: ConnectionField[]): Difference[] => {
  const was = new Map(before.map(field => [field.id, field]))
  const is = new Set(after.map(field => field.id))
  return [
    ...after.flatMap(({ id, label, required }): Difference[] => {
      const old = was.get(id)
      if (old === undefined) {
        return [
          required
            ? breaking(`The connection now needs a value for “${label}”.`)
            : compatible(`The connection has a new optional field “${label}”.`)
        ]
      }
      const named = `“${old.label}” of the connection was renamed to “${label}”.`
      // Whether the connection has a value for it is known to its owner only.
      const needed = `“${label}” of the connection is now required; connections without it stop working.`
      return [
        ...(old.label === label ? [] : [compatible(named)]),
        ...(required && !old.required ? [breaking(needed)] : [])
      ]
    }),
    ...before
      .filter(field => !is.has(field.id))
      .map(({ label }) => compatible(`The connection no longer has the field “${label}”.`))
  ]
}

const compareMethod = (before: Method, after: Method): Difference[] => {
  const isFixed = ({ source }: ConnectionField): boolean => source?.from === 'fixed'
  const entered = ({ fields }: Method): ConnectionField[] => fields.filter(field => !isFixed(field))
  const rest = ({ fields, baseUrl: _url, id: _id, name: _name, ...others }: Method) => ({
    ...others,
    fixed: fields.filter(isFixed)
  })
  return [
    ...compareConnectionFields(entered(before), entered(after)),
    ...(sameJson(rest(before), rest(after))
      ? []
      : [compatible('The authentication of requests has changed.')])
  ]
}

/**
 * Returns the start of a sentence about an authentication method: “The authentication method “API key””. A
 * method without a name is “The first authentication method”.
 */
const methodName = ({ name }: Method): string =>
  name === undefined ? 'The first authentication method' : `The authentication method “${name}”`

/**
 * Compares the authentication methods of two versions. All methods are compared, since only the owner of a
 * connection knows which one it uses.
 */
const compareMethods = (before: Authentication, after: Authentication): Difference[] => [
  ...methodsOf(after).flatMap(method => {
    const old = methodOf(before, method.id)
    return old === null ? [compatible(`${methodName(method)} is new.`)] : compareMethod(old, method)
  }),
  ...methodsOf(before)
    .filter(({ id }) => methodOf(after, id) === null)
    .map(method => breaking(`${methodName(method)} is gone; connections that use it stop working.`))
]

/**
 * Authentication of a version. `usesConnection` says if an event or action of the version uses the
 * connection.
 */
interface ConnectionUse {
  authentication: Authentication
  /** False if nothing uses the connection. Absent if unknown. */
  usesConnection?: boolean
}

/** Compares the authentication of two versions, except for the base URL. */
export const compareAuthentication = (
  before: ConnectionUse,
  after: ConnectionUse,
  hasConnection: boolean
): Difference[] => {
  const needs = ({ authentication, usesConnection = true }: ConnectionUse): boolean =>
    usesConnection && needsConnection(authentication)
  if (!hasConnection && needs(after) && !needs(before))
    return [
      breaking(
        `The ${needsConnection(before.authentication) ? 'event' : 'connector'} now needs a connection, and the flow has none.`
      )
    ]
  return compareMethods(before.authentication, after.authentication)
}

/** Reason shown for a changed base URL. */
export const NEW_ADDRESS = 'Requests are now sent to another address of the service.'

/** Returns true if both versions send requests to the same base URL. */
export const hasSameAddress = (before: Authentication, after: Authentication): boolean =>
  methodsOf(after).every(({ id, baseUrl }) => {
    const old = methodOf(before, id)
    return old === null || sameJson(old.baseUrl, baseUrl)
  })
