import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import type { PlainConfig } from '../kernel/plain-card.ts'

const MOST_PARTS = 1_000_000

/** Gives the parts of the text. */
export const execute: CardExecutor<PlainConfig> = ({ inputs, name }) => {
  if (typeof inputs.text !== 'string') return outputs({ output: [] })
  const output = inputs.text.split(String(inputs.separator), MOST_PARTS + 1)
  if (output.length > MOST_PARTS) {
    throw new Fault('card.failed', {
      message: `“${name}” would make a list of more than ${MOST_PARTS} parts; give it a shorter text.`
    })
  }
  return outputs({ output })
}
