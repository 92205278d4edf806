import type { Caret, FieldAt, FocusRequest, Sample } from '@hookwright/cards/views'
import type { CardId, FieldId, Flow, Id, Pill, Target } from '@hookwright/model'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { UnsavedEdit } from '../flow-doc/unsaved-edits.ts'
import type { Gap } from '../layout/layout.ts'
import type { CardSight } from '../live/sight.ts'

/** A pill that the user has picked up to drop it on a field. */
export interface Carried {
  pill: Pill
  by: 'drag' | 'pick'
}

/** Style of a section of the line between cards during an animated run: in progress, taken, or not taken. */
export type RailState = 'live' | 'done' | 'dim'

/** State of the canvas that is not saved with the flow. */
export interface CanvasUiState {
  /** Selected cards. */
  chosen: ReadonlySet<CardId>
  carried: Carried | null
  /** Names of the fields that use the hovered pill. */
  uses: ReadonlySet<string>
  /** Field that the value picker is open for; null while it is closed. */
  picking: { at: FieldAt; caret: Caret | null } | null
  /** Position where the palette inserts the next card; null for after the selected card. */
  target: Target | null
  /** True from the moment the palette was opened until its search field has the focus. */
  paletteCalled: boolean
  /** Position of the button that opened the palette; null for the edge of the canvas. */
  paletteAt: { left: number; bottom: number } | null
  /** Number of times that the search command was used while the search bar is open; 0 while it is closed. */
  findCalls: number
  /** Card to run alone as soon as the panel is loaded; null for none. */
  cardCalled: CardId | null
  /** Card that the next run ends at; null for the whole flow. */
  upTo: CardId | null
  /** True after a run was requested, until its panel is open. */
  runCalled: boolean
  /** Card that the pin editor is open for; null while it is closed. */
  pinning: CardId | null
  dialog: 'event' | 'save' | 'conflict' | 'help' | 'curl' | null
  /** Number of the newest draft of this flow that another tab of this browser has saved; null for none. */
  savedInTab: number | null
  /** Card that the action chooser is open for; null while it is closed. */
  replacing: CardId | null
  /**
   * Action to run once the flow is named and saved; null for none. The save button is labeled with `verb`.
   */
  onceSaved: { verb: string; run: () => void } | null
  /** Dialog of a card that a command wants to open. Null again once the dialog's name is in the URL. */
  asked: { card: CardId; dialog: string } | null
  /** Card that the help dialog is open for; null while it is closed. */
  helpOn: CardId | null
  /** Pending request to focus a part of a card, executed once that part is rendered. */
  focusRequest: { card: CardId; place: string; request: FocusRequest } | null
  allWires: boolean
  /** Card under the pointer. Its wires are shown while no card is selected. */
  pointed: CardId | null
  /** Newly added cards. Their empty required fields are not reported until they have lost the focus once. */
  fresh: ReadonlySet<CardId>
  /** Names of the fields of newly added cards that have lost the focus. */
  touched: ReadonlySet<string>
  /** Styles of rail segments during an animated run, by segment id. Other segments have the default style. */
  rail: ReadonlyMap<string, RailState>
  asList: boolean
  /** States of cards in an animated run. */
  sights: ReadonlyMap<CardId, CardSight>
  /** Replays a run of the flow; null while runs are not followed. */
  playAgain: ((runId: Id) => void) | null
  /** Number of events that are just arriving. */
  arrivals: number
  /** Id of the animated run; null for none. */
  playedRun: Id | null
  /**
   * Mode of following live runs.
   *
   * `still` is set when the user moves the view: runs are then animated without moving the view.
   */
  follow: 'on' | 'still' | 'off'
  /** Gap where the dragged card would be inserted; null for none. */
  gap: Gap | null
  /** Cards being dragged. */
  dragging: ReadonlySet<CardId>
  /** Unsaved edits found in this browser; null for none. */
  found: UnsavedEdit | null
  /** Pasted or captured samples, newest first. */
  pasted: Sample[]
  /** Outputs of the start card according to a sample, shown in its tree of outputs; null without a sample. */
  treeSample: Record<FieldId, unknown> | null
  /** Deployed version of the open flow; null if it is not deployed. */
  deployed: { number: number; doc: Flow } | null
  /** The last announcement for screen readers. */
  said: string
}

export type CanvasUi = StoreApi<CanvasUiState>

/** Creates the initial UI state. */
export const openCanvasUi = (params: { asList: boolean; allWires?: boolean; pasted?: Sample[] }): CanvasUi =>
  createStore<CanvasUiState>(() => ({
    chosen: new Set(),
    carried: null,
    uses: new Set(),
    picking: null,
    target: null,
    paletteCalled: false,
    paletteAt: null,
    findCalls: 0,
    cardCalled: null,
    upTo: null,
    runCalled: false,
    pinning: null,
    dialog: null,
    savedInTab: null,
    replacing: null,
    onceSaved: null,
    asked: null,
    helpOn: null,
    focusRequest: null,
    allWires: params.allWires ?? false,
    pointed: null,
    fresh: new Set(),
    touched: new Set(),
    rail: new Map(),
    asList: params.asList,
    sights: new Map(),
    playAgain: null,
    arrivals: 0,
    playedRun: null,
    follow: 'off',
    gap: null,
    dragging: new Set(),
    found: null,
    pasted: params.pasted ?? [],
    treeSample: null,
    deployed: null,
    said: ''
  }))
