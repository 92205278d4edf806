import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault, parseJson } from '@hookwright/model'
import type { JsonParseConfig } from './card.ts'
import { whyNotJson } from './why-not-json.ts'

/** Gives the value; a text that cannot be read is `card.not-json`. */
export const execute: CardExecutor<JsonParseConfig> = ({ inputs, name }) => {
  const parsed = parseJson(String(inputs.text))
  if (parsed.ok) return outputs({ output: parsed.value })
  throw new Fault('card.not-json', {
    card: name,
    why: `${whyNotJson[parsed.why]}. Look at the value that is mapped.`
  })
}
