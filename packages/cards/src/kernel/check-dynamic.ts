import { type CardProblem, type Catalog, dynamicPortId } from '@hookwright/engine'
import { type FieldSource, type InputGroup, type OutputGroup, shownFlowName } from '@hookwright/model'
import { type PassedOption, validateHelperInputs } from './option-rules.ts'

/**
 * Formats the problem of a dynamic group that also has fields of its own: “The group “Team” takes its fields
 * from a helper flow, so it cannot have other fields. …”.
 */
const sayMixed = (name: string): string =>
  `The group “${name}” takes its fields from a helper flow, so it cannot have other fields. Remove them, or add a group for them.`

/** Formats the problem of a dynamic group whose fields come from a flow that is not a helper flow. */
export const formatNoFieldsHelper = (group: string, flow: { name: string | null }): string =>
  `The group “${group}” cannot take its fields from the flow “${shownFlowName(flow.name)}” because it does not start with Helper Flow. Choose one that does.`

/**
 * Returns the texts for errors about the helper flow of a group, such as “the fields of the group “Team””.
 */
export const forFieldsOf = (group: string) => ({
  noun: `group “${group}”`,
  purpose: `the fields of the group “${group}”`,
  lost: 'no longer exists. Choose another option.'
})

const checkSource = (
  name: string,
  { flowId, inputs }: FieldSource,
  options: readonly PassedOption[],
  catalog: Catalog
): Omit<CardProblem, 'field'>[] => {
  const flow = catalog.flows.get(flowId)
  // A deleted flow is a problem that every card with a helper flow has in common; it is not repeated here.
  if (flow === undefined) return []
  if (flow.kind !== 'helper') return [{ code: 'helper-kind', message: formatNoFieldsHelper(name, flow) }]
  return validateHelperInputs({ ...forFieldsOf(name), flow, inputs, earlier: options }).map(
    ({ code, message }) => ({
      code,
      message
    })
  )
}

/** Returns the problems of an action's dynamic group. Empty for other groups. */
export const checkDynamic = (
  { id, name, fields, dynamic }: InputGroup | OutputGroup,
  options: readonly PassedOption[],
  catalog: Catalog
): CardProblem[] => {
  if (dynamic === undefined) return []
  const mixed = fields.length > 0 ? [{ message: sayMixed(name) }] : []
  return [...mixed, ...checkSource(name, dynamic, options, catalog)].map(problem => ({
    ...problem,
    field: dynamicPortId(id)
  }))
}
