import { cardSpecs } from '@hookwright/cards'
import { type FlowKind, type FrozenFlow, startCardOf } from '@hookwright/model'

/** The kind of a flow as its start card says, or null while it has none. */
export const kindOfFlow = ({ doc }: FrozenFlow): FlowKind | null => {
  const start = startCardOf(doc)
  return (start && cardSpecs.get(start.type)?.starts?.kind) ?? null
}
