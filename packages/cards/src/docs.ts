import type { CardDocs } from '@hookwright/engine'
import { cardSpecs } from './index.ts'

/**
 * Documentation of all cards by type. The web build splits it into a file that is loaded on demand.
 */
export const cardDocs: ReadonlyMap<string, CardDocs> = new Map(
  [...cardSpecs.values()].flatMap(({ type, docs }) => (docs === null ? [] : [[type, docs] as const]))
)
