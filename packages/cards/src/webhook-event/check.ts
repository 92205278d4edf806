import type { CardProblem, Registrar, Surroundings } from '@hookwright/engine'
import { type Choices, type Field, nameOfType } from '@hookwright/model'
import { optionPortId } from './option-ports.ts'

/** Problems of the helper flow that gives an option its values, and of what is handed to its inputs. */
const checkSource = (
  option: Field,
  source: Extract<Choices, { from: 'flow' }>,
  before: Field[],
  surroundings: Surroundings
): CardProblem[] => {
  const flow = surroundings.flows.get(source.flowId)
  // A flow that is gone is a problem that every card with a helper flow has in common; it is not repeated here.
  if (flow === undefined) return []
  const name = `“${flow.name ?? 'without a name'}”`
  if (flow.kind !== 'helper') {
    return [
      {
        code: 'helper-kind',
        message: `The option “${option.label}” cannot take its values from the flow ${name}, since it does not start with Helper Flow; choose one that does.`
      }
    ]
  }
  const lacking = flow.inputs.filter(({ id, required }) => required && !Object.hasOwn(source.inputs, id))
  return [
    ...lacking.map(
      (input): CardProblem => ({
        code: 'input-required',
        message: `The input “${input.label}” of ${name} is required for the values of the option “${option.label}”; hand something to it.`
      })
    ),
    ...Object.entries(source.inputs).flatMap(([id, from]): CardProblem[] => {
      if (!flow.inputs.some(input => input.id === id)) {
        return [
          {
            code: 'input-unknown',
            message: `The option “${option.label}” still hands a value to an input of ${name} that is gone; take it out.`
          }
        ]
      }
      if ('literal' in from || before.some(earlier => earlier.id === from.option)) return []
      return [
        {
          code: 'pill-field',
          message: `The option “${option.label}” hands ${name} the value of an option that is gone or comes after it; choose an option that stands before it.`
        }
      ]
    })
  ]
}

const checkOption = (option: Field, before: Field[], surroundings: Surroundings): CardProblem[] => {
  const problems: CardProblem[] = []
  if (option.dataType.kind !== 'text' || option.dataType.list) {
    problems.push({
      message: `The option “${option.label}” is ${nameOfType(option.dataType)}, but users choose options as text; set its data type to Text.`
    })
  }
  if (option.fieldType !== 'dropdown') return problems
  const { choices } = option
  if (choices === undefined || (choices.from === 'static' && choices.rows.length === 0)) {
    problems.push({
      message: `The option “${option.label}” is a dropdown without values, so nobody could choose one; add values to it.`
    })
  }
  return choices?.from === 'flow'
    ? [...problems, ...checkSource(option, choices, before, surroundings)]
    : problems
}

/** What is still to fix in the options of a Webhook Event card, each at its option. */
export const checkOptions = (options: Field[], surroundings: Surroundings): CardProblem[] =>
  options.flatMap((option, index) =>
    checkOption(option, options.slice(0, index), surroundings).map(problem => ({
      ...problem,
      field: optionPortId(option.id)
    }))
  )

const checkKind = (
  surroundings: Surroundings,
  flowId: string | null,
  kind: 'registration' | 'deregistration',
  names: { role: string; start: string }
): CardProblem[] => {
  const flow = flowId === null ? undefined : surroundings.flows.get(flowId)
  // A flow that is gone is a problem that every card with a helper flow has in common; it is not repeated here.
  if (flow === undefined || flow.kind === kind) return []
  return [
    {
      code: 'helper-kind',
      field: kind,
      message: `The flow “${flow.name ?? 'without a name'}” cannot be the ${names.role}, since it does not start with ${names.start}; choose one that does.`
    }
  ]
}

/** Problems of a registration flow or deregistration flow of the wrong kind. Having none of the two is fine. */
export const checkRegistrar = (registrar: Registrar, surroundings: Surroundings): CardProblem[] => [
  ...checkKind(surroundings, registrar.registrationFlowId, 'registration', {
    role: 'registration flow',
    start: 'Webhook Registration'
  }),
  ...checkKind(surroundings, registrar.deregistrationFlowId, 'deregistration', {
    role: 'deregistration flow',
    start: 'Webhook Deregistration'
  })
]
