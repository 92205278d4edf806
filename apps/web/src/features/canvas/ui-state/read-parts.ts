import { treeKey } from '@hookwright/cards/views'
import { type Flow, startCardOf } from '@hookwright/model'
import { knownPathsOf } from '../drawing/known-paths.ts'
import type { Folds } from './folds.ts'

/** Maximum number of unfolded parts. An event with more would be taller than the screen and stays folded. */
const MOST_PARTS = 40

/** Returns the parts of the event to unfold when a flow opens: those on the paths that the cards use. */
export const readPartsOf = (flow: Flow): Folds['flipped'] => {
  const start = startCardOf(flow)
  const fields = [...(knownPathsOf(flow, []).get(start?.id ?? '') ?? [])]
  const count = fields.reduce((sum, [, paths]) => sum + paths.length, 0)
  if (start === undefined || count === 0 || count > MOST_PARTS) return new Map()
  const keys = fields.flatMap(([field, paths]) =>
    paths.flatMap(path => path.map((_, depth) => treeKey(field, path.slice(0, depth))))
  )
  return new Map([[start.id, new Set(keys)]])
}
