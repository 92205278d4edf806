import type { CardDocs } from '@hookwright/engine'
import { cardSpecs } from './index.ts'

/** Documentation of all cards, by type. The build of the pages gives it a file of its own, which is loaded on demand. */
export const cardDocs: ReadonlyMap<string, CardDocs> = new Map(
  [...cardSpecs.values()].flatMap(({ type, docs }) => (docs === null ? [] : [[type, docs] as const]))
)
