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
  hasSameAddress,
  type InputValues,
  NEW_ADDRESS,
  summarize
} from './compare-facts.ts'
import type { ActionChange } from './impact.ts'

/** Properties of an action in one version that users' flows rely on. */
export interface ActionFacts {
  options: Field[]
  /** Inputs of the action, in groups. */
  groups: InputGroup[]
  /** True if users choose the outputs that they need. */
  selectable: boolean
  outputs: OutputGroup[]
  /** Cards of the action and the flows that they call, compared as JSON: equal JSON means equal behaviour. */
  behaviour: unknown
  authentication: Authentication
}

/** Parts of an action that a card of a user's flow uses. */
export interface ActionUsage extends InputValues {
  /** Ids of the groups that contain fields added by the user. */
  addedTo: ReadonlySet<FieldId>
  /** Dynamic groups that the flow uses: it sets one of their fields or reads one of their outputs. */
  loaded: Readonly<Record<'inputs' | 'outputs', ReadonlySet<FieldId>>>
  /** Outputs that other cards of the flow read. */
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

/** Compares the dynamic groups of two versions. `used` contains the groups that a flow uses. */
const compareDynamic = (
  before: (InputGroup | OutputGroup)[],
  after: (InputGroup | OutputGroup)[],
  used: ReadonlySet<FieldId>
): Difference[] => {
  const dynamic = (groups: (InputGroup | OutputGroup)[]) =>
    new Map(
      groups.flatMap(({ id, name, dynamic }) => (dynamic === undefined ? [] : [[id, { name, dynamic }]]))
    )
  const [was, is] = [dynamic(before), dynamic(after)]
  return [
    ...[...is].flatMap(([id, { name, dynamic }]) => {
      const old = was.get(id)
      if (old === undefined)
        return [compatible(`The dynamic group “${name}” is new; the flow has no fields of it yet.`)]
      return sameJson(old.dynamic, dynamic)
        ? []
        : [compatible(`The fields of the group “${name}” have another source; the flow keeps its fields.`)]
    }),
    ...[...was].flatMap(([id, { name }]) => {
      if (is.has(id)) return []
      return [
        used.has(id)
          ? breaking(`The dynamic group “${name}”, whose fields the flow uses, was removed.`)
          : compatible(`The dynamic group “${name}” is gone; the flow uses none of its fields.`)
      ]
    })
  ]
}

/** Returns the differences for a card that moves from one version of its action to another. */
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
    ...compareDynamic(before.groups, after.groups, usage.loaded.inputs),
    ...compareOutputs(before.outputs, after.outputs, usage.outputs),
    ...compareDynamic(before.outputs, after.outputs, usage.loaded.outputs),
    ...compareAuthentication(before, after, usage.hasConnection)
  ]
  if (!hasSameAddress(before.authentication, after.authentication)) differences.push(compatible(NEW_ADDRESS))
  if (before.selectable !== after.selectable) {
    differences.push(
      compatible(
        after.selectable
          ? 'Users can now choose which outputs the action returns.'
          : 'Outputs can no longer be selected, so the action returns all of them.'
      )
    )
  }
  if (!sameJson(before.behaviour, after.behaviour)) {
    differences.push(compatible('The cards of the action have changed.'))
  }
  return differences
}

/**
 * Returns the most severe effect of moving a card to another version of its action, with all reasons. The
 * most severe reason comes first.
 */
export const changeOfAction = (
  before: ActionFacts,
  after: ActionFacts,
  usage: ActionUsage
): { change: ActionChange; reasons: string[] } => summarize(actionDifferences(before, after, usage))
