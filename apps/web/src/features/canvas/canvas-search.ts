import { oneOf, textIn, withoutNothing } from '../../kit/page/search-params.ts'
import { type RunSearch, readRunSearch } from './run-search.ts'

/** What the panel below a flow can show: what is to fix, a run of the flow here, or of one card of it. */
export const panelNames = ['problems', 'run', 'card'] as const
export type PanelName = (typeof panelNames)[number]

/**
 * What of the canvas stands in its address: a card, a field of it or one of its dialogs, and which panel is open. The
 * dialogs `name` and `event` are the flow's own and need no card.
 */
export interface CanvasSearch {
  card?: string | undefined
  field?: string | undefined
  dialog?: string | undefined
  panel?: PanelName | undefined
  /** The flow from whose dialog this one was made. */
  madeFor?: string | undefined
  /** The run whose values are shown instead of those of the last one, and the step up to which it is looked at. */
  run?: string | undefined
  step?: RunSearch['step']
}

/** Reads it from an address; what it does not know is left out. */
export const readCanvasSearch = (search: Record<string, unknown>): CanvasSearch =>
  withoutNothing({
    card: textIn(search.card),
    field: textIn(search.field),
    dialog: textIn(search.dialog),
    panel: oneOf(panelNames, search.panel),
    madeFor: textIn(search.madeFor),
    run: textIn(search.run),
    ...readRunSearch(search)
  })
