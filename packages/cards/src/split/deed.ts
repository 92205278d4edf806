import { type Deed, outputs } from '@hookwright/engine'
import type { PlainConfig } from '../plain/plain-card.ts'

/** Gives the parts of the text. */
export const deed: Deed<PlainConfig> = ({ inputs }) =>
  outputs({
    output: typeof inputs.text === 'string' ? inputs.text.split(String(inputs.separator)) : []
  })
