import type { Field, OutputGroup } from '../fields/field.ts'
import type { FieldId } from '../kernel/ids.ts'
import type { Json } from '../kernel/json.ts'
import { sameJson } from '../kernel/same-json.ts'
import type { Authentication } from './authentication.ts'
import {
  breaking,
  compareAuthentication,
  compareFields,
  compareOutputs,
  compatible,
  type Difference,
  hasSameAddress,
  NEW_ADDRESS,
  summarize
} from './compare-facts.ts'
import type { EventChange } from './impact.ts'

/**
 * Helper flow, the flows that it calls, and the mapping of its inputs. All are compared as JSON: if the JSON
 * is equal, they behave the same.
 */
export interface HelperFacts {
  flow: unknown
  mapping: unknown
}

/** Properties of an event in one version that users' flows rely on. */
export interface EventFacts {
  options: Field[]
  outputs: OutputGroup[]
  runMode: boolean
  registration: HelperFacts | null
  deregistration: HelperFacts | null
  /**
   * Cards of the event and the flows that they call. They are compared as JSON: if the JSON is equal, the
   * event behaves the same.
   */
  behaviour: unknown
  authentication: Authentication
  /** True when the event uses the values of a connection. */
  usesConnection: boolean
}

/** Parts of an event that a user's flow uses. */
export interface EventUsage {
  /** Values chosen for the event's options. */
  chosen: Record<FieldId, Json>
  /** Outputs that the flow's cards read; `all` if a card reads whole records. */
  outputs: ReadonlySet<FieldId> | 'all'
  hasConnection: boolean
}

const reRegister = (reason: string): Difference<EventChange> => ({ change: 're-register', reason })

/** Empty set of mapped options: options of an event are never mapped. */
const nothingMapped: ReadonlySet<FieldId> = new Set()

const compareHelper = (
  name: string,
  before: HelperFacts | null,
  after: HelperFacts | null
): Difference<EventChange>[] => {
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

/** Returns the differences for a flow that moves from one version of its event to another. */
export const eventDifferences = (
  before: EventFacts,
  after: EventFacts,
  usage: EventUsage
): Difference<EventChange>[] => {
  const differences: Difference<EventChange>[] = [
    ...compareFields('option', before.options, after.options, {
      chosen: usage.chosen,
      mapped: nothingMapped
    }),
    ...compareOutputs(before.outputs, after.outputs, usage.outputs),
    ...compareHelper('registration flow', before.registration, after.registration),
    ...compareHelper('deregistration flow', before.deregistration, after.deregistration),
    ...compareAuthentication(before, after, usage.hasConnection)
  ]
  if (!hasSameAddress(before.authentication, after.authentication)) differences.push(reRegister(NEW_ADDRESS))
  if (before.runMode !== after.runMode) {
    differences.push(
      breaking(
        after.runMode
          ? 'Run mode is now on, so one delivery contains a list of records.'
          : 'Run mode is now off, so a delivery no longer contains a list of records.'
      )
    )
  }
  if (!sameJson(before.behaviour, after.behaviour)) {
    differences.push(compatible('The mapping of the payload to the outputs has changed.'))
  }
  return differences
}

/**
 * Returns the most severe effect of moving a flow to another version of its event, with all reasons. The most
 * severe reason comes first.
 */
export const changeOfEvent = (
  before: EventFacts,
  after: EventFacts,
  usage: EventUsage
): { change: EventChange; reasons: string[] } => summarize(eventDifferences(before, after, usage))
