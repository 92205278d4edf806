import { type CardExecutor, outputs } from '@hookwright/engine'
import type { PlainConfig } from '../kernel/plain-card.ts'

/** Gives a text without space around it. */
export const execute: CardExecutor<PlainConfig> = ({ inputs }) =>
  outputs({ output: typeof inputs.text === 'string' ? inputs.text.trim() : null })
