import { cardAt, nameOfCard, type ReachableFlow, type Specs } from '@hookwright/engine'
import type { Id, Step, StepPath } from '@hookwright/model'

/** Step of a run for display in a list, with its card's name and nesting depth. */
export interface RunLine {
  path: StepPath
  depth: number
  name: string
  /** Type of the card; empty if the card no longer exists. */
  type: string
  /** Flow that contains the card. */
  flowId: Id
  step: Step
}

const isCard = (part: StepPath[number]): part is string => typeof part === 'string'

/** Returns the steps of a run with card names, in the order in which they began. */
export const linesOf = (params: {
  steps: Step[]
  flow: ReachableFlow
  /** Flows that the run's cards may have called, by id. */
  flows: ReadonlyMap<Id, ReachableFlow>
  specs: Specs
}): RunLine[] => {
  const { steps, flow, flows, specs } = params
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

/** Indexes flows by id. */
export const byFlowId = <Named extends ReachableFlow>(flows: Named[]): Map<Id, Named> =>
  new Map(flows.map(flow => [flow.id, flow]))
