import { cardAt, type FlowInReach, nameOfCard, type Specs } from '@hookwright/engine'
import type { Id, Step, StepPath } from '@hookwright/model'

/** A step of a run as a list shows it: what its card is called, and how deep it stands. */
export interface RunLine {
  path: StepPath
  depth: number
  name: string
  /** Type of its card; empty when the card no longer exists. */
  type: string
  /** The flow in which the card stands. */
  flowId: Id
  step: Step
}

const isCard = (part: StepPath[number]): part is string => typeof part === 'string'

/** The steps of a run with the names of their cards, in the order in which they began. */
export const linesOf = (given: {
  steps: Step[]
  flow: FlowInReach
  /** The flows that cards of it may have called. */
  flows: ReadonlyMap<Id, FlowInReach>
  specs: Specs
}): RunLine[] => {
  const { steps, flow, flows, specs } = given
  return steps.map(step => {
    const { path } = step
    const cards = path.filter(isCard)
    const at = cardAt({ path, flow, flows, specs })
    return {
      path,
      depth: cards.length - 1,
      name: at === null ? (cards.at(-1) ?? '') : nameOfCard(at.card, specs.get(at.card.type)),
      type: at?.card.type ?? '',
      flowId: at?.flow.id ?? flow.id,
      step
    }
  })
}

/** Flows by their ids, as steps are looked up in them. */
export const byFlowId = <Named extends FlowInReach>(flows: Named[]): Map<Id, Named> =>
  new Map(flows.map(flow => [flow.id, flow]))
