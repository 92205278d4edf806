import { type Catalog, deployedKeyOf, problemsOf } from '@hookwright/engine'
import { type Connection, type Problem, startCardOf } from '@hookwright/model'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { droppedInputs } from '../../../features/canvas/commands/dropped-inputs.ts'
import { newProblems } from '../../../features/canvas/commands/new-problems.ts'
import type { OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import { startCardFor } from './add-deployed-event.ts'

/** Effects of changing a flow's event to another version. */
export interface EventPlan {
  /** New problems that the other version causes. */
  problems: Problem[]
  /** Labels of options that the other version does not have; their values are removed. */
  dropped: string[]
}

/** Returns the effects of changing the flow's event to another version. */
export const planEvent = (canvas: Canvas, event: OfferedEvent, connections: Connection[]): EventPlan => {
  const { flow, problems } = canvas.drawing.getState()
  const start = startCardOf(flow)
  if (start === undefined) return { problems: [], dropped: [] }
  const card = { ...startCardFor(canvas, event, connections), id: start.id }
  const after = { ...flow, cards: { ...flow.cards, [card.id]: card } }
  const around = withEvent(canvas.catalog(), event)
  return {
    problems: newProblems(problems, problemsOf(after, canvas.specs, around)),
    dropped: droppedInputs(canvas, start, card)
  }
}

/** Returns the catalog with an additional event, such as an older version that is no longer offered. */
export const withEvent = (around: Catalog, event: OfferedEvent): Catalog => {
  const key = deployedKeyOf(event.versionId, event.eventFlowId)
  return { ...around, events: new Map([...around.events, [key, event.signature]]) }
}
