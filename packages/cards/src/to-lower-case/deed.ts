import { type Deed, outputs } from '@hookwright/engine'
import type { PlainConfig } from '../kernel/plain-card.ts'

/** Gives a text in small letters. */
export const deed: Deed<PlainConfig> = ({ inputs }) =>
  outputs({ output: typeof inputs.text === 'string' ? inputs.text.toLowerCase() : null })
