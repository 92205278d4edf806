import { type CardExecutor, outputs } from '@hookwright/engine'
import { encodeBase64 } from '../kernel/base64.ts'
import { encodeUtf8 } from '../kernel/utf8.ts'
import type { Base64Config } from './card.ts'

/** Gives the text's UTF-8 bytes as Base64. */
export const execute: CardExecutor<Base64Config> = ({ config, inputs }) =>
  outputs({
    output: encodeBase64(encodeUtf8(String(inputs.text)), config.urlSafe ? 'base64url' : 'base64')
  })
