import { type Card, cardOf, type Flow, type Id, type StepPath } from '@hookwright/model'
import { deployedKeyOf } from '../card/catalog.ts'
import type { Specs } from '../card/define-card.ts'

/** Flow that may contain steps of a run. The id of an action's flow is its deployed key. */
export interface ReachableFlow {
  id: Id
  doc: Flow
}

/** Returns the ids of the flows that a card may run inside itself. */
const runBy = (card: Card, { id }: ReachableFlow, specs: Specs): string[] => {
  const spec = specs.get(card.type)
  if (spec === undefined) return []
  const action = spec.acts(card.config)
  const acts = action === null ? [] : [deployedKeyOf(action.versionId, action.actionFlowId)]
  const use = spec.listens(card.config)
  if (use !== null) return [use.eventFlowId]
  // The flows that an action calls are those of its version.
  const version = id.slice(0, id.lastIndexOf('/') + 1)
  return [...acts, ...spec.calls(card.config).map(called => `${version}${called}`)]
}

/**
 * Returns the card of a step, and the flow that contains the card. Returns null if the flows do not contain
 * it. In a step path, a card id is followed by an optional index and by a card in its block or called flow.
 */
export const cardAt = (params: {
  path: StepPath
  flow: ReachableFlow
  /** Flows that cards may have called. Flows of actions are keyed by their deployed key. */
  flows: ReadonlyMap<Id, ReachableFlow>
  specs: Specs
}): { flow: ReachableFlow; card: Card } | null => {
  const { path, flows, specs } = params
  let { flow } = params
  let card: Card | null = null
  for (const part of path) {
    if (typeof part === 'number') continue
    const caller: Card | null = card
    if (caller !== null && caller.blocks?.some(block => block.strip.includes(part)) !== true) {
      const called = runBy(caller, flow, specs)
        .map(id => flows.get(id))
        .find(candidate => candidate !== undefined && cardOf(candidate.doc, part) !== undefined)
      if (called === undefined) return null
      flow = called
    }
    const found = cardOf(flow.doc, part)
    if (found === undefined) return null
    card = found
  }
  return card === null ? null : { flow, card }
}
