import { type Card, cardOf, type Flow, type Id, type StepPath } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'
import { deployedKeyOf } from '../card/surroundings.ts'

/** A flow as the steps of a run are looked up in it; one of an action has its deployed key as id. */
export interface FlowInReach {
  id: Id
  doc: Flow
}

/** Ids of the flows that a card of a flow may have run inside itself. */
const runBy = (card: Card, { id }: FlowInReach, specs: Specs): string[] => {
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
 * The card that a step is of, and the flow that it stands in: iterations stand for themselves, a card behind another one
 * stands in a block of it or in the flow that it called. Null when the flows do not have it.
 */
export const cardAt = (given: {
  path: StepPath
  flow: FlowInReach
  /** The flows that cards may have called; those of an action are there by their deployed keys. */
  flows: ReadonlyMap<Id, FlowInReach>
  specs: Specs
}): { flow: FlowInReach; card: Card } | null => {
  const { path, flows, specs } = given
  let { flow } = given
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
