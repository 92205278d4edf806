import type { Id } from '@hookwright/model'

/** Returns the full URL of a run. With a step index, the URL opens that step; null opens the whole run. */
export const addressOfStep = (runId: Id, step: number | null): string =>
  new URL(`/runs/${runId}${step === null ? '' : `?step=${step + 1}`}`, location.origin).href
