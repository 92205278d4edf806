import type { Flow, Id } from '@hookwright/model'

/** Earlier state of a flow that becomes its draft when its canvas opens next. */
export interface RestoredState {
  doc: Flow
  /** Time of the state, as a display text. */
  from: string
}

const waiting = new Map<Id, RestoredState>()

/** Stores a state for the canvas of a flow that is about to be opened. */
export const handOverState = (flowId: Id, state: RestoredState): void => {
  waiting.set(flowId, state)
}

/** Removes and returns the state stored for a flow's canvas; null if there is none. */
export const takeRestoredState = (flowId: Id): RestoredState | null => {
  const state = waiting.get(flowId) ?? null
  waiting.delete(flowId)
  return state
}
