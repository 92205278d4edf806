import type { CardExecutor } from '@hookwright/engine'
import type { Config } from './card.ts'

/** Names the flow's result: every field, missing ones as null. */
export const execute: CardExecutor<Config> = work => ({ kind: 'return', result: work.inputs })
