import { type CardExecutor, outputs } from '@hookwright/engine'
import { encodeBytes } from '../kernel/encode-bytes.ts'
import { encodeUtf8 } from '../kernel/utf8.ts'
import type { HashConfig } from './card.ts'

/** Gives the digest of the text's UTF-8 bytes. */
export const execute: CardExecutor<HashConfig> = ({ config, inputs, fx }) => {
  const bytes = fx.crypto.hash(config.algorithm, encodeUtf8(String(inputs.text)))
  return outputs({ digest: encodeBytes(bytes, config.encoding) })
}
