import type { CardExecutor } from '@hookwright/engine'
import type { Config } from './card.ts'

/** Tries the first block and runs the second one with the error of a card that failed in it. */
export const execute: CardExecutor<Config> = async ({ tryBlock, runBlock }) => {
  const tried = await tryBlock('try')
  return tried.kind === 'failed' ? runBlock('error', { error: tried.error }) : tried
}
