import type { Caret, FieldAt, FocusRequest, Sample } from '@hookwright/cards/views'
import type { CardId, FieldId, Flow, Id, Pill, Target } from '@hookwright/model'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { KeptEdit } from '../flow-doc/kept-edits.ts'
import type { Gap } from '../layout/layout.ts'
import type { CardSight } from '../live/sight.ts'

/** A pill that is on its way to a place. */
export interface Carried {
  pill: Pill
  by: 'drag' | 'pick'
}

/** Look of a segment of the rail: travelled now, travelled, or passed by. */
export type RailState = 'live' | 'done' | 'dim'

/** State of the canvas that is not saved with the flow. */
export interface CanvasUiState {
  /** The chosen cards. */
  chosen: ReadonlySet<CardId>
  carried: Carried | null
  /** The places that use the pill under the pointer, by name. */
  uses: ReadonlySet<string>
  /** The place for which a value is being chosen. */
  picking: { at: FieldAt; caret: Caret | null } | null
  /**
   * Insert position for the next card from the palette.
   * Null puts it after the chosen card.
   */
  target: Target | null
  /** True when the palette was opened and its search is about to receive the focus. */
  paletteCalled: boolean
  /** Where the button stands that called the palette; null for the edge of the canvas. */
  paletteAt: { left: number; bottom: number } | null
  /** Number of times that the search of the flow was called since it was opened; 0 while it is closed. */
  findCalls: number
  /** The card that is to be run by itself as soon as the panel for that is there. */
  cardCalled: CardId | null
  /** The card with which the next run of the flow ends; null for the whole flow. */
  upTo: CardId | null
  /** True when a run of the flow was asked for, until its panel is open. */
  runCalled: boolean
  /** The card whose pinned outputs are edited. */
  pinning: CardId | null
  dialog: 'event' | 'save' | 'conflict' | 'help' | null
  /** Number of the draft that another tab of this browser saved last; null while none did. */
  savedInTab: number | null
  /** The card for which another action is being chosen. */
  replacing: CardId | null
  /**
   * Action to run once the flow is named and saved.
   * The save button shows its verb.
   */
  onceSaved: { verb: string; run: () => void } | null
  /** The dialog of a card that a command asked for, until the address names it. */
  asked: { card: CardId; dialog: string } | null
  /** The card whose help is shown. */
  helpOn: CardId | null
  /** Request to a place of a card, carried out once the place is drawn. */
  wish: { card: CardId; place: string; wish: FocusRequest } | null
  allWires: boolean
  /** The card under the pointer, whose wires are shown while none is chosen. */
  pointed: CardId | null
  /** Cards that were just added: their required fields are not called empty before they were left once. */
  fresh: ReadonlySet<CardId>
  /** Fields of such cards that were left, by name of their place. */
  touched: ReadonlySet<string>
  /** Segments of the rail that do not look as at rest, by id; a run that is played sets them. */
  rail: ReadonlyMap<string, RailState>
  asList: boolean
  /** States of cards in a run that is played. */
  sights: ReadonlyMap<CardId, CardSight>
  /** Plays a run of the flow once more; null while runs are not followed. */
  playAgain: ((runId: Id) => void) | null
  /** Number of events that arrive now; 0 for none. */
  arrivals: number
  /** The run that is played; null while none is. */
  playedRun: Id | null
  /** Following of live runs: `still` after the view was moved by hand, which shows them where they are. */
  follow: 'on' | 'still' | 'off'
  /** Gap in which the dragged card would land. */
  gap: Gap | null
  /** The cards that are being dragged. */
  dragging: ReadonlySet<CardId>
  /** Unsaved work that was found in this browser. */
  found: KeptEdit | null
  /** Samples that were pasted or listened for, the newest first. */
  pasted: Sample[]
  /** Outputs of the start card in the sample that its tree shows; null without one. */
  treeSample: Record<FieldId, unknown> | null
  /**
   * The deployed version of the open flow, as users get it.
   * Null when users get nothing of it.
   */
  deployed: { number: number; doc: Flow } | null
  /** The last announcement for screen readers. */
  said: string
}

export type CanvasUi = StoreApi<CanvasUiState>

/** A desk with nothing on it. */
export const openCanvasUi = (given: { asList: boolean; pasted?: Sample[] }): CanvasUi =>
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
    wish: null,
    allWires: false,
    pointed: null,
    fresh: new Set(),
    touched: new Set(),
    rail: new Map(),
    asList: given.asList,
    sights: new Map(),
    playAgain: null,
    arrivals: 0,
    playedRun: null,
    follow: 'off',
    gap: null,
    dragging: new Set(),
    found: null,
    pasted: given.pasted ?? [],
    treeSample: null,
    deployed: null,
    said: ''
  }))
