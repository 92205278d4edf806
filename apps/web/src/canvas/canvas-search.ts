import { oneOf, textIn, withoutNothing } from '../search-params.ts'

/** What of the canvas stands in its address: the chosen card and field, and which panel is open. */
export interface CanvasSearch {
  card?: string | undefined
  field?: string | undefined
  panel?: 'problems' | 'run' | undefined
}

/** Reads it from an address; what it does not know is left out. */
export const readCanvasSearch = (search: Record<string, unknown>): CanvasSearch =>
  withoutNothing({
    card: textIn(search.card),
    field: textIn(search.field),
    panel: oneOf(['problems', 'run'], search.panel)
  })
