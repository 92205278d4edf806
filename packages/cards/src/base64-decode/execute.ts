import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { decodeBase64 } from '../kernel/base64.ts'
import { decodeUtf8 } from '../kernel/utf8.ts'
import type { Base64DecodeConfig } from './card.ts'

/** Gives the text; `card.not-base64` when it is not Base64, `card.failed` when its bytes are not UTF-8. */
export const execute: CardExecutor<Base64DecodeConfig> = ({ inputs, name }) => {
  const bytes = decodeBase64(String(inputs.text))
  if (bytes === null) throw new Fault('card.not-base64', { card: name })
  const text = decodeUtf8(bytes)
  if (text === null) {
    throw new Fault('card.failed', {
      message: `The Base64 given to “${name}” does not hold UTF-8 text, so it cannot be shown as text; map a value that does.`
    })
  }
  return outputs({ output: text })
}
