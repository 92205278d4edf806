import { type CardExecutor, encodeUrlText, outputs } from '@hookwright/engine'
import { encodeFormText } from '../kernel/form-text.ts'
import type { UrlEncodeConfig } from './card.ts'

/** Encodes the text for a path or query, or as forms are encoded. */
export const execute: CardExecutor<UrlEncodeConfig> = ({ config, inputs }) => {
  const text = String(inputs.text)
  return outputs({ output: config.spaceAsPlus ? encodeFormText(text) : encodeUrlText(text) })
}
