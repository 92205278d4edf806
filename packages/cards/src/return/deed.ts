import type { Deed } from '@hookwright/engine'
import type { Config } from './card.ts'

/** Names the flow's result: every field, missing ones as null. */
export const deed: Deed<Config> = work => ({ kind: 'return', result: work.inputs })
