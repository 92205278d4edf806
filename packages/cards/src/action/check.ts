import { type CardProblem, type Catalog, dynamicPortId, optionPortId } from '@hookwright/engine'
import { type Field, type FieldId, type InputGroup, isChosen, nameOfType } from '@hookwright/model'
import { extensiblePortId, SELECTED_OUTPUTS } from '../kernel/action-ports.ts'
import { checkDynamic } from '../kernel/check-dynamic.ts'
import { checkOptions } from '../kernel/check-options.ts'
import { checkCustomInputs } from '../kernel/custom-inputs.ts'
import { formatNoNumber, formatNoValues, rowWithoutNumber } from '../kernel/option-rules.ts'

/**
 * Returns the problem of an input with fixed choices, as a sentence. `null` if its type and its choices are
 * valid.
 */
const sayChosen = ({ label, fieldType, dataType, choices }: Field): string | null => {
  const isFit = fieldType === 'dropdown' && !dataType.list
  if (!isFit || (dataType.kind !== 'text' && dataType.kind !== 'number'))
    return `The input “${label}” is ${nameOfType(dataType)}, but a dropdown returns one text or number. Set its field type to Dropdown and its data type to Text or Number.`
  if (choices?.from === 'flow')
    return `The input “${label}” takes its values from a helper flow, which only options can do. Enter its values.`
  if (choices === undefined || choices.rows.length === 0) return formatNoValues(label, 'input')
  const noNumber = rowWithoutNumber({ dataType }, choices.rows)
  return noNumber === undefined ? null : formatNoNumber(label, noNumber.value, 'input')
}

const checkChosen = (field: Field): CardProblem[] => {
  const message = isChosen(field) ? sayChosen(field) : null
  return message === null ? [] : [{ field: field.id, message }]
}

/** Returns the problems of an action's options and inputs, each with its field. */
export const checkAction = (
  { options, groups }: { options: Field[]; groups: InputGroup[] },
  catalog: Catalog
): CardProblem[] => {
  const inputs = groups.flatMap(group => group.fields)
  // Users see options and inputs on one card, so an input cannot have the id of an option.
  const taken: FieldId[] = [
    SELECTED_OUTPUTS,
    ...options.flatMap(option => [option.id, optionPortId(option.id)]),
    ...groups.flatMap(group => [extensiblePortId(group.id), dynamicPortId(group.id)])
  ]
  return [
    ...checkOptions(options, catalog),
    ...checkCustomInputs(inputs, taken),
    ...inputs.flatMap(checkChosen),
    ...groups.flatMap(group => checkDynamic(group, options, catalog))
  ]
}
