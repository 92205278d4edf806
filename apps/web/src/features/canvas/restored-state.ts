import type { Flow, Id } from '@hookwright/model'

/** An earlier state of a flow that becomes the draft once its canvas is open. */
export interface RestoredState {
  doc: Flow
  /** Description of the state's time. */
  from: string
}

const waiting = new Map<Id, RestoredState>()

/** Stores a state for the canvas of its flow, which is opened next. */
export const handOverState = (flowId: Id, state: RestoredState): void => {
  waiting.set(flowId, state)
}

/** Returns the state stored for a canvas, once; null without one. */
export const takeRestoredState = (flowId: Id): RestoredState | null => {
  const state = waiting.get(flowId) ?? null
  waiting.delete(flowId)
  return state
}
