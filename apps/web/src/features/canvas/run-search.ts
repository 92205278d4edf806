/**
 * Search parameters of an opened run. `step` is the 1-based step number; without it the whole run is shown.
 */
export interface RunSearch {
  step?: number | undefined
}

/** Parses the search parameters of a run and drops unknown ones. */
export const readRunSearch = (search: Record<string, unknown>): RunSearch => {
  const step = Number(search.step)
  return { step: Number.isInteger(step) && step > 0 ? step : undefined }
}
