/**
 * Search parameters of an opened run.
 * `step` counts from 1; without it the whole run is shown.
 */
export interface RunSearch {
  step?: number | undefined
}

/** Reads the search parameters of a run; unknown ones are left out. */
export const readRunSearch = (search: Record<string, unknown>): RunSearch => {
  const step = Number(search.step)
  return { step: Number.isInteger(step) && step > 0 ? step : undefined }
}
