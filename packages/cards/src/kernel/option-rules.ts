import {
  type Choice,
  type Choices,
  type Field,
  type FieldId,
  type FlowSignature,
  fitOf,
  nameOfType,
  savedValueOf,
  shownFlowName,
  type ValueType,
  whyInexact
} from '@hookwright/model'

/** Values passed to the inputs of a helper flow. */
type HelperInputValues = Extract<Choices, { from: 'flow' }>['inputs']

/** Option with a value that may be passed to a helper flow. */
export interface PassedOption {
  id: FieldId
  label: string
  dataType: ValueType
}

/** Validation error of a value that is passed to an input of an option's helper flow. */
export interface HelperInputError {
  input: FieldId
  code: 'input-required' | 'input-unknown' | 'input-literal' | 'pill-field'
  /** Problem and its fix, as a sentence. */
  message: string
}

const quoted = ({ name }: Pick<FlowSignature, 'name'>): string => `“${shownFlowName(name)}”`

/** Formats the problem of a dropdown option or input without choices. */
export const formatNoValues = (label: string, noun: 'option' | 'input' = 'option'): string =>
  `The ${noun} “${label}” is a dropdown without values. Add values.`

/**
 * Returns the problem of an option whose data type does not fit its field type. An example is: “The option
 * “Team” is …, but options are text. …”. `null` if it fits.
 */
export const formatTypeMisfit = ({
  label,
  fieldType,
  dataType
}: Pick<Field, 'label' | 'fieldType' | 'dataType'>): string | null => {
  const isKnown = dataType.kind === 'text' || dataType.kind === 'number'
  if (fieldType === 'multi-select')
    return dataType.list && isKnown
      ? null
      : `The option “${label}” is ${nameOfType(dataType)}, but a multi-select returns a list of texts or numbers. Set its data type to List of Text or List of Number.`
  return dataType.kind === 'text' && !dataType.list
    ? null
    : `The option “${label}” is ${nameOfType(dataType)}, but options are text. Set its data type to Text.`
}

/** Returns the first choice whose value is not an exact number, for an option that returns numbers. */
export const rowWithoutNumber = <Row extends Choice>(
  { dataType }: Pick<Field, 'dataType'>,
  rows: readonly Row[]
): Row | undefined => rows.find(row => savedValueOf(row, dataType) === null)

/** Formats the problem of a choice that is not a number, in an option or input for numbers. */
export const formatNoNumber = (label: string, value: string, noun: 'option' | 'input' = 'option'): string =>
  `The ${noun} “${label}” returns numbers, but its value “${value}” is not a number. Use digits, or set its data type to ${noun === 'option' ? 'List of Text' : 'Text'}.`

/** Formats the problem of a dropdown with a source that is not a helper flow. */
export const formatNoHelper = (option: string, flow: Pick<FlowSignature, 'name'>): string =>
  `The option “${option}” cannot take its values from the flow ${quoted(flow)} because it does not start with Helper Flow. Choose one that does.`

/**
 * Returns the texts for errors about the helper flow of an option, such as “the values of the option “Team””.
 */
export const forValuesOf = (option: string) => ({
  noun: `option “${option}”`,
  purpose: `the values of the option “${option}”`,
  lost: 'no longer exists or comes after it. Choose an option before it.'
})

/**
 * Returns the validation errors of the values passed to a helper flow during setup. At most one per input.
 */
export const validateHelperInputs = (params: {
  /** Option or group, as in “option “Team””. */
  noun: string
  /** Thing that the helper flow returns, as in “the values of the option “Team””. */
  purpose: string
  /**
   * Reason why an option cannot be passed: “no longer exists. Choose another option.” It continues the words
   * “an option that”.
   */
  lost: string
  flow: Pick<FlowSignature, 'name' | 'inputs'>
  inputs: HelperInputValues
  /** Options with values that may be passed. */
  earlier: readonly PassedOption[]
}): HelperInputError[] => {
  const { noun, purpose, lost, flow, inputs, earlier } = params
  const name = quoted(flow)
  const lacking = flow.inputs
    .filter(({ id, required }) => required && !Object.hasOwn(inputs, id))
    .map(
      (input): HelperInputError => ({
        input: input.id,
        code: 'input-required',
        message: `The input “${input.label}” of ${name} is required for ${purpose}. Map a value to it.`
      })
    )
  const handed = Object.entries(inputs).flatMap(([input, from]): HelperInputError[] => {
    const into = flow.inputs.find(each => each.id === input)
    if (into === undefined) {
      return [
        {
          input,
          code: 'input-unknown',
          message: `The ${noun} still passes a value to an input of ${name} that no longer exists. Remove the mapping.`
        }
      ]
    }
    if ('literal' in from) {
      const why = whyInexact(from.literal, into.dataType)
      if (why === null) return []
      const message = `The input “${into.label}” of ${name} requires ${nameOfType(into.dataType)}, but ${why}.`
      return [{ input, code: 'input-literal', message }]
    }
    const source = earlier.find(other => other.id === from.option)
    if (source !== undefined) {
      if (fitOf(source.dataType, into.dataType) !== 'refused') return []
      const message = `The input “${into.label}” of ${name} requires ${nameOfType(into.dataType)}, but the option “${source.label}” returns ${nameOfType(source.dataType)}. Map another value to it.`
      return [{ input, code: 'input-literal', message }]
    }
    return [
      {
        input,
        code: 'pill-field',
        message: `The ${noun} passes ${name} the value of an option that ${lost}`
      }
    ]
  })
  return [...lacking, ...handed]
}
