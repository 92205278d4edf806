import { nameOfType } from '../fields/data-type.ts'
import { type Field, isChosen, type OutputField, type OutputGroup } from '../fields/field.ts'
import type { FieldId } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import { sameJson } from '../kernel/same-json.ts'
import type { Authentication, ConnectionField } from './authentication.ts'
import { type EventChange, eventChanges } from './impact.ts'

/** A helper flow with all that it reaches, and what is handed to it; what is the same JSON does the same. */
export interface HelperFacts {
  flow: unknown
  mapping: unknown
}

/** Properties of an event's version that users' flows rely on. */
export interface EventFacts {
  options: Field[]
  outputs: OutputGroup[]
  runMode: boolean
  registration: HelperFacts | null
  deregistration: HelperFacts | null
  /** Source of the outputs: flows and mappings. Equal JSON means equal behaviour. */
  making: unknown
  authentication: Authentication
}

/** Parts of an event that a user's flow uses. */
export interface EventUsage {
  /** The values that were chosen for its options. */
  chosen: Record<FieldId, Json>
  /** The outputs that its cards read; `all` when a card reads whole records, of which nobody knows what it uses. */
  outputs: ReadonlySet<FieldId> | 'all'
  hasConnection: boolean
}

interface Difference {
  change: EventChange
  reason: string
}

const compatible = (reason: string): Difference => ({ change: 'compatible', reason })
const reRegister = (reason: string): Difference => ({ change: 're-register', reason })
const breaking = (reason: string): Difference => ({ change: 'breaking', reason })

const byId = <Each extends Field>(fields: Each[]): Map<FieldId, Each> =>
  new Map(fields.map(field => [field.id, field]))

const isFilled = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

/** The chosen values that an option does not offer; none where nobody can say. */
const notOffered = (option: Field, value: Json | undefined): string[] => {
  const { choices } = option
  if (!isChosen(option) || choices?.from !== 'static') return []
  return [value ?? null].flat().flatMap(each => {
    const chosen = String(each)
    return choices.rows.some(row => row.value === chosen) ? [] : [chosen]
  })
}

const conjunction = new Intl.ListFormat('en', { type: 'conjunction' })

const renamed = (noun: string, before: Field, after: Field): Difference[] =>
  before.label === after.label
    ? []
    : [compatible(`The ${noun} “${before.label}” was renamed to “${after.label}”.`)]

const compareOption = (before: Field, after: Field, value: Json | undefined): Difference[] => {
  const differences = renamed('option', before, after)
  const { label } = after
  if (!before.required && after.required && !isFilled(value)) {
    differences.push(
      isFilled(after.initial)
        ? compatible(`The option “${label}” is now required and gets its default value.`)
        : breaking(`The option “${label}” is now required, and the flow has no value for it.`)
    )
  }
  if (!isFilled(value)) return differences
  if (!sameJson(before.dataType, after.dataType)) {
    const types = `${nameOfType(after.dataType)} instead of ${nameOfType(before.dataType)}`
    return [
      ...differences,
      breaking(`The option “${label}” now takes ${types}, so the value chosen in the flow does not fit.`)
    ]
  }
  const gone = notOffered(after, value).filter(each => !notOffered(before, value).includes(each))
  if (gone.length > 0) {
    const named = conjunction.format(gone.map(each => `“${each}”`))
    differences.push(
      breaking(`The option “${label}” no longer offers ${named}, which is chosen in the flow.`)
    )
  }
  return differences
}

const newOption = ({ label, required, initial }: Field): Difference => {
  if (!required) return compatible(`The option “${label}” is new and may stay empty.`)
  if (isFilled(initial)) return compatible(`The option “${label}” is new and gets its default value.`)
  return breaking(`The option “${label}” is new and required, and the flow has no value for it.`)
}

const compareOptions = (before: Field[], after: Field[], usage: EventUsage): Difference[] => {
  const [was, is] = [byId(before), byId(after)]
  const chosen = (id: FieldId) => (Object.hasOwn(usage.chosen, id) ? usage.chosen[id] : undefined)
  return [
    ...after.flatMap(option => {
      const old = was.get(option.id)
      return old === undefined ? [newOption(option)] : compareOption(old, option, chosen(option.id))
    }),
    ...before
      .filter(option => !is.has(option.id))
      .map(({ id, label }) =>
        compatible(
          isFilled(chosen(id))
            ? `The option “${label}” was removed, together with the value chosen in the flow.`
            : `The option “${label}” was removed; the flow has no value for it.`
        )
      )
  ]
}

const fieldsOf = (groups: OutputGroup[]): OutputField[] => groups.flatMap(group => group.fields)

/** A guessed output is Any, so its values are the same as before; whether they fit is checked when the flow runs. */
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

const compareOutputs = (before: OutputField[], after: OutputField[], usage: EventUsage): Difference[] => {
  const [was, is] = [byId(before), byId(after)]
  const uses = (id: FieldId): boolean => usage.outputs === 'all' || usage.outputs.has(id)
  const lost = (id: FieldId, label: string, what: string): Difference =>
    uses(id)
      ? breaking(`The output “${label}”, which the flow uses, ${what}.`)
      : compatible(`The output “${label}” ${what}; the flow does not use it.`)
  return [
    ...after.flatMap(output => {
      const old = was.get(output.id)
      if (old === undefined) return [compatible(`The output “${output.label}” is new.`)]
      if (old.guessed === true || output.guessed === true)
        return [...renamed('output', old, output), ...compareGuess(old, output)]
      if (sameJson(old.dataType, output.dataType)) return renamed('output', old, output)
      const what = `is now ${nameOfType(output.dataType)} instead of ${nameOfType(old.dataType)}`
      return [...renamed('output', old, output), lost(output.id, output.label, what)]
    }),
    ...before.filter(output => !is.has(output.id)).map(({ id, label }) => lost(id, label, 'is gone'))
  ]
}

const compareHelper = (name: string, before: HelperFacts | null, after: HelperFacts | null): Difference[] => {
  if (before === null || after === null) {
    if (before === after) return []
    return [
      reRegister(after === null ? `The event no longer has a ${name}.` : `The event now has a ${name}.`)
    ]
  }
  return [
    ...(sameJson(before.flow, after.flow) ? [] : [reRegister(`The ${name} has changed.`)]),
    ...(sameJson(before.mapping, after.mapping)
      ? []
      : [reRegister(`The inputs of the ${name} have changed.`)])
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
            : compatible(`The connection has a new field “${label}”, which may stay empty.`)
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

const compareAuthentication = (
  before: Authentication,
  after: Authentication,
  usage: EventUsage
): Difference[] => {
  const { fields: _, baseUrl: oldUrl, ...oldRest } = before
  const { fields, baseUrl, ...rest } = after
  const differences: Difference[] = []
  if (fields.length > 0 && before.fields.length === 0 && !usage.hasConnection) {
    differences.push(breaking('The connector now needs a connection, and the flow has none.'))
  } else {
    differences.push(...compareConnectionFields(before.fields, fields))
  }
  if (!sameJson(oldUrl, baseUrl))
    differences.push(reRegister('Requests are now sent to another address of the service.'))
  if (!sameJson(oldRest, rest)) differences.push(compatible('The authentication of requests has changed.'))
  return differences
}

/**
 * Returns the effect of moving a flow from one version of an event to another. It has the gravest of all changes, and a reason
 * for each as a sentence, the gravest first.
 */
export const changeOfEvent = (
  before: EventFacts,
  after: EventFacts,
  usage: EventUsage
): { change: EventChange; reasons: string[] } => {
  const differences = [
    ...compareOptions(before.options, after.options, usage),
    ...compareOutputs(fieldsOf(before.outputs), fieldsOf(after.outputs), usage),
    ...compareHelper('registration flow', before.registration, after.registration),
    ...compareHelper('deregistration flow', before.deregistration, after.deregistration),
    ...compareAuthentication(before.authentication, after.authentication, usage)
  ]
  if (before.runMode !== after.runMode) {
    differences.push(
      breaking(
        after.runMode
          ? 'Run mode is now on, so one delivery contains a list of records.'
          : 'Run mode is now off, so a delivery no longer contains a list of records.'
      )
    )
  }
  if (!sameJson(before.making, after.making)) {
    differences.push(compatible('The mapping of the payload to the outputs has changed.'))
  }
  const gravity = ({ change }: Difference): number => eventChanges.indexOf(change)
  const sorted = differences.toSorted((one, other) => gravity(other) - gravity(one))
  return { change: sorted[0]?.change ?? 'compatible', reasons: sorted.map(({ reason }) => reason) }
}
