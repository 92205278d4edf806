import type { InputPort } from '@hookwright/engine'
import { anyValue } from '@hookwright/model'
import type { Operator } from './operator.ts'

/** The inputs of a card that asks a condition: the value, and what it is compared with where there is such a thing. */
export const conditionPorts = (operator: Operator): InputPort[] => {
  const left: InputPort = { id: 'left', label: 'Value', type: anyValue, required: false }
  if (operator === 'is-empty' || operator === 'is-not-empty') return [left]
  return [left, { id: 'right', label: 'Compare with', type: anyValue, required: true, mayBeNull: true }]
}
