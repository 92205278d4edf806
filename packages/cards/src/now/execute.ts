import { type CardExecutor, outputs } from '@hookwright/engine'
import type { NowConfig } from './card.ts'

/** Gives the moment as ISO 8601 text in UTC. */
export const execute: CardExecutor<NowConfig> = ({ fx }) =>
  outputs({ output: new Date(fx.clock()).toISOString() })
