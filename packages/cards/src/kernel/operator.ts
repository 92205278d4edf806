import type { InputPort, Setting } from '@hookwright/engine'
import { anyValue } from '@hookwright/model'
import { z } from 'zod'

/** Returns the inputs of a condition: the value and, if the operator needs it, the value to compare with. */
export const conditionPorts = (operator: Operator): InputPort[] => {
  const left: InputPort = { id: 'left', label: 'Value', type: anyValue, required: false }
  if (operator === 'is-empty' || operator === 'is-not-empty') return [left]
  return [left, { id: 'right', label: 'Compare with', type: anyValue, required: true, mayBeNull: true }]
}

/** The thirteen comparison operators, in the order of the list. */
export const operators = [
  'equal',
  'not-equal',
  'greater-or-equal',
  'less-or-equal',
  'greater',
  'less',
  'multiple-of',
  'in',
  'not-in',
  'has-key',
  'lacks-key',
  'is-empty',
  'is-not-empty'
] as const

/** Comparison operator. */
export const Operator = z.enum(operators, 'The comparison is invalid. Choose one from the list.')
export type Operator = z.infer<typeof Operator>

/** Labels of the operators, to be read between the two values. */
const operatorLabels: Record<Operator, string> = {
  equal: 'equal to',
  'not-equal': 'not equal',
  'greater-or-equal': 'greater than or equal',
  'less-or-equal': 'less than or equal',
  greater: 'greater than',
  less: 'less than',
  'multiple-of': 'a multiple of',
  in: 'in',
  'not-in': 'not in',
  'has-key': 'has key',
  'lacks-key': "doesn't have key",
  'is-empty': 'is empty',
  'is-not-empty': 'is not empty'
}

/** Setting for the operator. Its value is stored in the card's config under `key`. */
export const operatorSetting = {
  kind: 'choice',
  key: 'operator',
  label: 'Comparison',
  choices: operators.map(value => ({ value, label: operatorLabels[value] }))
} satisfies Setting
