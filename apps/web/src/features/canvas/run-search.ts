import { withoutNothing } from '../../kit/page/search-params.ts'

/** What of an opened run stands in the address: its step, from 1; without one the whole run is shown. */
export interface RunSearch {
  step?: number | undefined
}

/** Reads it from an address; what it does not know is left out. */
export const readRunSearch = (search: Record<string, unknown>): RunSearch => {
  const step = Number(search.step)
  return withoutNothing({ step: Number.isInteger(step) && step > 0 ? step : undefined })
}
