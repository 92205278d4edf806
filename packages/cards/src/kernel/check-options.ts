import { type CardProblem, type Catalog, optionPortId } from '@hookwright/engine'
import { type Choices, type Field, isChosen } from '@hookwright/model'
import {
  formatNoHelper,
  formatNoNumber,
  formatNoValues,
  formatTypeMisfit,
  forValuesOf,
  rowWithoutNumber,
  validateHelperInputs
} from './option-rules.ts'

/**
 * Returns the problems of the helper flow that supplies an option's choices. Also checks the values passed to
 * this flow.
 */
const checkSource = (
  option: Field,
  source: Extract<Choices, { from: 'flow' }>,
  before: Field[],
  catalog: Catalog
): CardProblem[] => {
  const flow = catalog.flows.get(source.flowId)
  // Deleted flow is a problem that every card with a helper flow has in common; it is not repeated here.
  if (flow === undefined) return []
  if (flow.kind !== 'helper') return [{ code: 'helper-kind', message: formatNoHelper(option.label, flow) }]
  return validateHelperInputs({
    ...forValuesOf(option.label),
    flow,
    inputs: source.inputs,
    earlier: before
  }).map(({ code, message }) => ({ code, message }))
}

const checkOption = (option: Field, before: Field[], catalog: Catalog): CardProblem[] => {
  const problems: CardProblem[] = []
  const misfit = formatTypeMisfit(option)
  if (misfit !== null) problems.push({ message: misfit })
  if (!isChosen(option)) return problems
  const { choices } = option
  const noNumber = choices?.from === 'static' ? rowWithoutNumber(option, choices.rows) : undefined
  if (noNumber !== undefined) problems.push({ message: formatNoNumber(option.label, noNumber.value) })
  if (choices === undefined || (choices.from === 'static' && choices.rows.length === 0)) {
    problems.push({ message: formatNoValues(option.label) })
  }
  return choices?.from === 'flow' ? [...problems, ...checkSource(option, choices, before, catalog)] : problems
}

/** Returns the problems of an event's or action's options, each with its option. */
export const checkOptions = (options: Field[], catalog: Catalog): CardProblem[] =>
  options.flatMap((option, index) =>
    checkOption(option, options.slice(0, index), catalog).map(problem => ({
      ...problem,
      field: optionPortId(option.id)
    }))
  )
