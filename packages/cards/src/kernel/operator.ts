import type { InputPort, Setting } from '@hookwright/engine'
import { anyValue } from '@hookwright/model'
import { z } from 'zod'

/** The inputs of a card that asks a condition: the value, and what it is compared with where there is such a thing. */
export const conditionPorts = (operator: Operator): InputPort[] => {
  const left: InputPort = { id: 'left', label: 'Value', type: anyValue, required: false }
  if (operator === 'is-empty' || operator === 'is-not-empty') return [left]
  return [left, { id: 'right', label: 'Compare with', type: anyValue, required: true, mayBeNull: true }]
}

/** The thirteen ways to compare two values, in the order in which they are offered. */
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

/** One way to compare two values. */
export const Operator = z.enum(operators, 'The comparison is invalid. Choose it again.')
export type Operator = z.infer<typeof Operator>

/** The operators in the words of the screen, read between the two values. */
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

/** The setting of a card that asks a condition; the key is a key of its config. */
export const operatorSetting = {
  kind: 'choice',
  key: 'operator',
  label: 'Value is',
  choices: operators.map(value => ({ value, label: operatorLabels[value] }))
} satisfies Setting
