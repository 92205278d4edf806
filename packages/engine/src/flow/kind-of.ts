import { type Flow, type FlowKind, startCardOf } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'

/** The kind of a flow as its start card says, or null while it has none. */
export const kindOf = (doc: Flow, specs: Specs): FlowKind | null => {
  const start = startCardOf(doc)
  return (start && specs.get(start.type)?.starts?.kind) ?? null
}
