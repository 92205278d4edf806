import type { Field, InputGroup, OutputGroup } from '../fields/field.ts'
import type { FieldId } from '../kernel/ids.ts'
import { sameJson } from '../kernel/same-json.ts'
import type { Authentication } from './authentication.ts'
import {
  breaking,
  compareAuthentication,
  compareFields,
  compareGroupNames,
  compareOutputs,
  compatible,
  type Difference,
  type GivenValues,
  hasSameAddress,
  NEW_ADDRESS,
  summarize
} from './compare-facts.ts'
import type { ActionChange } from './impact.ts'

/** Properties of an action's version that users' flows rely on. */
export interface ActionFacts {
  options: Field[]
  /** Inputs in groups. */
  groups: InputGroup[]
  /** True where users choose which outputs they need. */
  selectable: boolean
  outputs: OutputGroup[]
  /** The cards of the action and the flows that they call. Equal JSON means equal behaviour. */
  making: unknown
  authentication: Authentication
}

/** Parts of an action that a card of a user's flow uses. */
export interface ActionUsage extends GivenValues {
  /** Groups with fields that the user added. */
  addedTo: ReadonlySet<FieldId>
  /** The outputs that other cards read. */
  outputs: ReadonlySet<FieldId>
  hasConnection: boolean
}

const fieldsOf = (groups: InputGroup[]): Field[] => groups.flatMap(group => group.fields)

const compareExtensible = (
  before: InputGroup[],
  after: InputGroup[],
  addedTo: ReadonlySet<FieldId>
): Difference[] => {
  const extensible = (groups: InputGroup[]): Map<FieldId, string> =>
    new Map(groups.filter(group => group.extensible).map(({ id, name }) => [id, name]))
  const [was, is] = [extensible(before), extensible(after)]
  return [
    ...[...is].flatMap(([id, name]) =>
      was.has(id) ? [] : [compatible(`The group “${name}” now accepts added fields.`)]
    ),
    ...[...was].flatMap(([id, name]) => {
      if (is.has(id)) return []
      return [
        addedTo.has(id)
          ? breaking(`The group “${name}”, to which the flow adds fields, no longer accepts them.`)
          : compatible(`The group “${name}” no longer accepts added fields; the flow has none.`)
      ]
    })
  ]
}

/** Returns the differences that moving a card from one version of its action to another makes. */
export const actionDifferences = (
  before: ActionFacts,
  after: ActionFacts,
  usage: ActionUsage
): Difference[] => {
  const differences = [
    ...compareFields('option', before.options, after.options, usage),
    ...compareFields('input', fieldsOf(before.groups), fieldsOf(after.groups), usage),
    ...compareGroupNames(before.groups, after.groups),
    ...compareExtensible(before.groups, after.groups, usage.addedTo),
    ...compareOutputs(before.outputs, after.outputs, usage.outputs),
    ...compareAuthentication(before.authentication, after.authentication, usage.hasConnection)
  ]
  if (!hasSameAddress(before.authentication, after.authentication)) differences.push(compatible(NEW_ADDRESS))
  if (before.selectable !== after.selectable) {
    differences.push(
      compatible(
        after.selectable
          ? 'The outputs that the flow needs can now be selected.'
          : 'Outputs can no longer be selected, so the action returns all of them.'
      )
    )
  }
  if (!sameJson(before.making, after.making)) {
    differences.push(compatible('The cards of the action have changed.'))
  }
  return differences
}

/** Returns the gravest effect of moving a card to another version of its action, and all reasons, the gravest first. */
export const changeOfAction = (
  before: ActionFacts,
  after: ActionFacts,
  usage: ActionUsage
): { change: ActionChange; reasons: string[] } => summarize(actionDifferences(before, after, usage))
