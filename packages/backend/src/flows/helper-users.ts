import { helperUsesOf, nameOfCard, type Specs } from '@hookwright/engine'
import type { HelperUser, Id } from '@hookwright/model'
import type { FlowRow } from '@hookwright/store'

/**
 * Returns the cards of other flows that use a helper flow, and what they use it for, such as the choices of
 * an option.
 */
export const helperUsersOf = (helperId: Id, flows: FlowRow[], specs: Specs): HelperUser[] =>
  flows
    .filter(flow => flow.id !== helperId)
    .flatMap(flow =>
      Object.values(flow.doc.cards).flatMap(card => {
        const spec = specs.get(card.type)
        if (spec === undefined) return []
        return helperUsesOf(card, spec)
          .filter(({ flowId }) => flowId === helperId)
          .map(({ as, source }) => ({
            flowId: flow.id,
            flowName: flow.name,
            cardId: card.id,
            cardName: nameOfCard(card, spec),
            as,
            gives: source?.label ?? null
          }))
      })
    )

/** Returns the flows that use a helper flow. */
export const flowsUsing = (helperId: Id, flows: FlowRow[], specs: Specs): FlowRow[] => {
  const users = new Set(helperUsersOf(helperId, flows, specs).map(({ flowId }) => flowId))
  return flows.filter(flow => users.has(flow.id))
}
