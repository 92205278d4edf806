import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { holds } from '../if-else/compare.ts'
import type { Config } from './card.ts'

/** Throws `card.failed` with the maker's message when the condition holds. */
export const execute: CardExecutor<Config> = ({ config, inputs, name }) => {
  if (!holds(config.operator, inputs.left, inputs.right)) return outputs({})
  const message =
    typeof inputs.message === 'string'
      ? inputs.message
      : `The condition of “${name}” holds, but its message came out empty; map a message that is there.`
  throw new Fault('card.failed', { message })
}
