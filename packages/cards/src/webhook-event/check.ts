import type { CardProblem, Registrar, Surroundings } from '@hookwright/engine'
import { type Field, type FlowKind, nameOfType } from '@hookwright/model'

const checkOption = (option: Field, surroundings: Surroundings): CardProblem[] => {
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
  } else if (choices.from === 'flow' && surroundings.flows.get(choices.flowId)?.kind !== 'helper') {
    problems.push({
      code: 'helper-gone',
      message: `The option “${option.label}” takes its values from a helper flow that does not exist; choose another one.`
    })
  }
  return problems
}

/** What is still to fix in the options of a Webhook Event card. */
export const checkOptions = (options: Field[], surroundings: Surroundings): CardProblem[] =>
  options.flatMap(option => checkOption(option, surroundings))

const checkKind = (
  surroundings: Surroundings,
  flowId: string | null,
  kind: FlowKind,
  names: { role: string; start: string }
): CardProblem[] => {
  const flow = flowId === null ? undefined : surroundings.flows.get(flowId)
  // A flow that is gone is a problem that every card with a helper flow has in common; it is not repeated here.
  if (flow === undefined || flow.kind === kind) return []
  return [
    {
      code: 'helper-kind',
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
