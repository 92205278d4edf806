import { type Card, cardOf, type Flow, type Id, type StepPath } from '@hookwright/model'
import type { Specs } from '../card/define-card.ts'

/** A flow as the steps of a run are looked up in it. */
export interface FlowInReach {
  id: Id
  doc: Flow
}

/** The flows that a card may have run inside itself. */
const runBy = (card: Card, specs: Specs): string[] => {
  const spec = specs.get(card.type)
  if (spec === undefined) return []
  const use = spec.listens(card.config)
  return use === null ? spec.calls(card.config) : [use.eventFlowId]
}

/**
 * The card that a step is of, and the flow that it stands in: iterations stand for themselves, a card behind another one
 * stands in a block of it or in the flow that it called. Null when the flows do not have it.
 */
export const cardAt = (given: {
  path: StepPath
  flow: FlowInReach
  /** The flows that cards may have called. */
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
      const called = runBy(caller, specs)
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
