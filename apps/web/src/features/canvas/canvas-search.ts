import { oneOf, textIn } from '../../kit/page/search-params.ts'
import { type RunSearch, readRunSearch } from './run-search.ts'

/** Names of the panel views below a flow: problems, flow run, card run. */
export const panelNames = ['problems', 'run', 'card'] as const
export type PanelName = (typeof panelNames)[number]

/**
 * Search parameters of the canvas: a card, its field or dialog, and the open panel.
 * The dialogs `name` and `event` belong to the flow itself and need no card.
 */
export interface CanvasSearch {
  card?: string | undefined
  field?: string | undefined
  dialog?: string | undefined
  panel?: PanelName | undefined
  /** Id of the event's flow from whose dialog the open helper flow was created. */
  madeFor?: string | undefined
  /**
   * Id of the run that provides the shown values; by default the latest run. With `step`, only values up to
   * that step are shown.
   */
  run?: string | undefined
  step?: RunSearch['step']
}

/** Parses the search parameters of the canvas and drops unknown ones. */
export const readCanvasSearch = (search: Record<string, unknown>): CanvasSearch => ({
  card: textIn(search.card),
  field: textIn(search.field),
  dialog: textIn(search.dialog),
  panel: oneOf(panelNames, search.panel),
  madeFor: textIn(search.madeFor),
  run: textIn(search.run),
  ...readRunSearch(search)
})
