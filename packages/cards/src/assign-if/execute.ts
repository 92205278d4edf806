import { type CardExecutor, outputs } from '@hookwright/engine'
import { holds } from '../if-else/compare.ts'
import type { AssignIfConfig } from './card.ts'
import { choiceId } from './choice-id.ts'

/** Gives each field the value for the case that the condition names. */
export const execute: CardExecutor<AssignIfConfig> = ({ config, inputs }) => {
  const when = holds(config.operator, inputs.left, inputs.right) ? 'then' : 'else'
  return outputs(Object.fromEntries(config.fields.map(({ id }) => [id, inputs[choiceId(when, id)]])))
}
