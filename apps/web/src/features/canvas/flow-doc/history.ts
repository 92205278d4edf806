import type { Flow } from '@hookwright/model'

/** Flow before a step (in `past`) or after it (in `future`), with the step's label. */
export interface Snapshot {
  label: string
  flow: Flow
}

/**
 * A flow with its undo and redo steps.
 *
 * Snapshots share unchanged parts, so many of them need little memory. `typing` names the field whose further
 * changes are merged into the newest step; null for none.
 */
export interface History {
  flow: Flow
  past: Snapshot[]
  future: Snapshot[]
  typing: string | null
}

/** Maximum number of steps; the oldest are dropped first. */
export const MAX_STEPS = 500

/** Returns the history of an unchanged flow. */
export const freshHistory = (flow: Flow): History => ({ flow, past: [], future: [], typing: null })

/** Returns the history with one more step. Consecutive changes of the same field are merged into one step. */
export const record = (history: History, step: Snapshot, typing: string | null = null): History => {
  const goesOn = typing !== null && typing === history.typing && history.past.length > 0
  const past = goesOn
    ? history.past
    : [...history.past, { label: step.label, flow: history.flow }].slice(-MAX_STEPS)
  return { flow: step.flow, past, future: [], typing }
}

/** Returns the history with merging ended: the next change of any field is a new step. */
export const endTyping = (history: History): History =>
  history.typing === null ? history : { ...history, typing: null }

/** Returns the history with its newest step undone; unchanged if there is none. */
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

/** Returns the history with the last undone step applied again; unchanged if there is none. */
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
