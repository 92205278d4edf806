import type { Flow } from '@hookwright/model'

/** State of a flow on one side of a step, with the step's label. */
export interface Snapshot {
  label: string
  flow: Flow
}

/**
 * A flow with its undo and redo steps.
 * Snapshots share unchanged parts, so that many of them need little memory. `typing` names the field whose changes still belong
 * to the newest step.
 */
export interface History {
  flow: Flow
  past: Snapshot[]
  future: Snapshot[]
  typing: string | null
}

/** Maximum number of steps; the oldest are dropped first. */
export const MAX_STEPS = 500

/** The history of a flow on which nothing was done yet. */
export const freshHistory = (flow: Flow): History => ({ flow, past: [], future: [], typing: null })

/** The history with one more step; a change of the field that is still being typed in belongs to the step before. */
export const record = (history: History, step: Snapshot, typing: string | null = null): History => {
  const goesOn = typing !== null && typing === history.typing && history.past.length > 0
  const past = goesOn
    ? history.past
    : [...history.past, { label: step.label, flow: history.flow }].slice(-MAX_STEPS)
  return { flow: step.flow, past, future: [], typing }
}

/** The history in which the next change of any field is a step of its own. */
export const endTyping = (history: History): History =>
  history.typing === null ? history : { ...history, typing: null }

/** The history before its newest step, or itself when there is none. */
export const undo = (history: History): History => {
  const step = history.past.at(-1)
  if (step === undefined) return history
  return {
    flow: step.flow,
    past: history.past.slice(0, -1),
    future: [{ label: step.label, flow: history.flow }, ...history.future],
    typing: null
  }
}

/** The history with the step that was taken back last done again, or itself when there is none. */
export const redo = (history: History): History => {
  const [step, ...future] = history.future
  if (step === undefined) return history
  return {
    flow: step.flow,
    past: [...history.past, { label: step.label, flow: history.flow }],
    future,
    typing: null
  }
}
