import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { decodeBase64 } from '../kernel/base64.ts'
import { encodeBytes } from '../kernel/encode-bytes.ts'
import { decodeHex } from '../kernel/hex.ts'
import { encodeUtf8 } from '../kernel/utf8.ts'
import type { HmacConfig } from './card.ts'

const keyReaders: Record<HmacConfig['keyEncoding'], (key: string) => Uint8Array | null> = {
  text: encodeUtf8,
  hex: decodeHex,
  base64: decodeBase64
}

/** Gives the HMAC of the text's UTF-8 bytes; a key that is not in its encoding is `card.failed`, without the key. */
export const execute: CardExecutor<HmacConfig> = ({ config, inputs, name, fx }) => {
  const key = keyReaders[config.keyEncoding](String(inputs.key))
  if (key === null) {
    const encoding = config.keyEncoding === 'hex' ? 'hex' : 'Base64'
    throw new Fault('card.failed', {
      message: `The key of “${name}” is not ${encoding}, so nothing was signed; map another key or choose how it is given.`
    })
  }
  const bytes = fx.crypto.hmac(config.algorithm, key, encodeUtf8(String(inputs.text)))
  return outputs({ digest: encodeBytes(bytes, config.encoding) })
}
