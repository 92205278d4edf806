import { type CardProblem, defineCard, type InputPort, ports } from '@hookwright/engine'
import { anyValue, type Card, Fault, type Field, type FieldId, literal, one } from '@hookwright/model'
import { z } from 'zod'
import { holds } from '../if-else/compare.ts'
import { JoinFields, joinPorts, joinsSetting } from '../kernel/join-fields.ts'
import { namedInputs } from '../kernel/named-inputs.ts'
import { Operator, operatorSetting } from '../kernel/operator.ts'

/** Returns the input ids of a case: its two values and its operator. */
const caseIds = (id: FieldId) => ({
  left: `left.${id}`,
  operator: `operator.${id}`,
  right: `right.${id}`
})

/** Id of the block that runs if no case matches. */
const OTHERWISE: FieldId = 'else'

const IfElseIfConfig = z.strictObject({ cases: namedInputs('cases'), joins: JoinFields })
type IfElseIfConfig = z.infer<typeof IfElseIfConfig>

type Case = IfElseIfConfig['cases'][number]

/** Returns the option for the operator of a case. It is chosen in the flow and cannot be mapped. */
const operatorOption = (id: string): Field => ({
  id,
  label: operatorSetting.label,
  fieldType: 'dropdown',
  dataType: one('text'),
  required: true,
  choices: {
    from: 'static',
    rows: operatorSetting.choices.map(({ value, label }) => ({ display: label, value }))
  }
})

const casePorts = ({ id, label }: Case): InputPort[] => {
  const ids = caseIds(id)
  const option = operatorOption(ids.operator)
  return [
    { id: ids.left, label: 'Value', type: anyValue, required: false, group: label },
    { id: ids.operator, label: option.label, type: one('text'), required: true, group: label, option },
    { id: ids.right, label: 'Compare with', type: anyValue, required: false, group: label }
  ]
}

const checkCase = ({ id, label }: Case, { inputs }: Card): CardProblem[] => {
  const { operator } = caseIds(id)
  const chosen = Object.hasOwn(inputs, operator) ? inputs[operator] : undefined
  // That one is missing is told as it is of every required input.
  if (chosen === undefined || (chosen.kind === 'literal' && Operator.safeParse(chosen.value).success))
    return []
  return [
    {
      field: operator,
      message: `The comparison of “${label}” is invalid. Choose one from the list.`
    }
  ]
}

const fed = (id: string) => ({ [caseIds(id).operator]: literal('equal') })

/** Card that runs the block of the first matching case. */
export const ifElseIf = defineCard<IfElseIfConfig>({
  type: 'if-else-if',
  title: 'If/ElseIf',
  group: 'Branching',
  docs: {
    summary: 'First branch whose condition is true',
    aliases: ['switch', 'if', 'case', 'else if', 'router', 'branch', 'condition', 'decision'],
    help: 'Checks its cases in order and runs the cards of the first case whose condition is true. If no condition is true, the last block runs. Cards after it see only the outputs that you add to this card; map each of them at the end of every block.'
  },
  config: IfElseIfConfig,
  blank: () => ({
    config: {
      cases: [
        { id: 'case1', label: 'Case 1' },
        { id: 'case2', label: 'Case 2' }
      ],
      joins: []
    },
    inputs: { ...fed('case1'), ...fed('case2') },
    blocks: ['case1', 'case2', OTHERWISE].map(id => ({ id, strip: [], joins: {} }))
  }),
  settings: [
    {
      kind: 'fields',
      key: 'cases',
      noun: 'Case',
      of: 'blocks',
      named: 'label',
      parts: [],
      fresh: (id, label) => ({ id, label }),
      feeds: fed
    },
    joinsSetting
  ],
  ports: config =>
    ports({
      inputs: config.cases.flatMap(casePorts),
      blocks: [
        ...config.cases.map(({ id, label }) => ({ id, label, sees: [] })),
        { id: OTHERWISE, label: 'Otherwise', sees: [] }
      ],
      joins: joinPorts(config.joins)
    }),
  check: (config, card) => config.cases.flatMap(each => checkCase(each, card)),
  /** Runs the block of the first case that holds. Throws `card.config` for an unknown operator. */
  execute: ({ config, inputs, name, runBlock }) => {
    const first = config.cases.find(({ id, label }) => {
      const ids = caseIds(id)
      const operator = Operator.safeParse(inputs[ids.operator])
      if (!operator.success) {
        const what = `The comparison of “${label}” is invalid. Choose one from the list.`
        throw new Fault('card.config', { card: name, what })
      }
      return holds(operator.data, inputs[ids.left], inputs[ids.right])
    })
    return runBlock(first?.id ?? OTHERWISE)
  }
})
