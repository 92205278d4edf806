import { type Flow, type FlowKind, startCardOf } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'

/** Returns the kind of a flow, which its start card determines. `null` if there is no start card. */
export const kindOf = (doc: Flow, specs: Specs): FlowKind | null => {
  const start = startCardOf(doc)
  return (start && specs.get(start.type)?.starts?.kind) ?? null
}
