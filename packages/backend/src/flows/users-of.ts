import type { Specs } from '@hookwright/engine'
import type { Id } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'

/** The flows among these that use a helper flow. */
export const usersOf = (helperId: Id, flows: FlowRow[], specs: Specs): FlowRow[] =>
  flows.filter(
    flow =>
      flow.id !== helperId &&
      Object.values(flow.doc.cards).some(card => specs.get(card.type)?.calls(card.config).includes(helperId))
  )
