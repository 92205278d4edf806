import { type CardExecutor, outputs } from '@hookwright/engine'
import { checkTextLength, joinedLength } from '../kernel/text-size.ts'
import type { ConcatenateConfig } from './card.ts'

/** Joins the texts; a missing one counts as empty, so that joining in parts or at once comes out the same. */
export const execute: CardExecutor<ConcatenateConfig> = ({ config, inputs, name }) => {
  const texts = config.fields.map(field => inputs[field.id] ?? '')
  checkTextLength(joinedLength(texts, config.separator), name)
  return outputs({ output: texts.join(config.separator) })
}
