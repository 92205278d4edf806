import { type CardExecutor, outputs } from '@hookwright/engine'
import type { ComposeConfig } from './card.ts'

/** Gives the text as it is; nothing is empty text. */
export const execute: CardExecutor<ComposeConfig> = work => outputs({ output: work.inputs.text ?? '' })
