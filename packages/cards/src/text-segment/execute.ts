import { type CardExecutor, outputs } from '@hookwright/engine'
import type { PlainConfig } from '../kernel/plain-card.ts'

/** Gives the part of the text; letters are code points, so none is cut in two. */
export const execute: CardExecutor<PlainConfig> = ({ inputs: { text, start, end } }) => {
  if (typeof text !== 'string') return outputs({ output: null })
  const letters = [...text].slice(Number(start ?? 0), end === null ? undefined : Number(end))
  return outputs({ output: letters.join('') })
}
