import type { Id } from '@hookwright/model'

/** The whole address at which a run is seen at one of its steps, given as an index; null for the run as a whole. */
export const addressOfStep = (runId: Id, step: number | null): string =>
  new URL(`/runs/${runId}${step === null ? '' : `?step=${step + 1}`}`, location.origin).href
