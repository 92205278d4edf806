import type { Flow, Id } from '@hookwright/model'

/** An earlier state of a flow that becomes the draft once its canvas is open. */
export interface RestoredState {
  doc: Flow
  /** Time of the state, in words. */
  from: string
}

const waiting = new Map<Id, RestoredState>()

/** Hands a state over to the canvas of its flow, which is opened next. */
export const handOverState = (flowId: Id, state: RestoredState): void => {
  waiting.set(flowId, state)
}

/** Returns the state that was handed over to a canvas, once; null without one. */
export const takeHandedState = (flowId: Id): RestoredState | null => {
  const state = waiting.get(flowId) ?? null
  waiting.delete(flowId)
  return state
}
