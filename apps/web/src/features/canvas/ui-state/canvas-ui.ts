import type { Caret, FieldAt, FocusRequest, Sample } from '@hookwright/cards/views'
import type { CardId, FieldId, Flow, Id, Pill, Target } from '@hookwright/model'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { UnsavedEdit } from '../flow-doc/unsaved-edits.ts'
import type { Gap } from '../layout/layout.ts'
import type { CardSight } from '../live/sight.ts'

/** A pill that is being carried to a place. */
export interface Carried {
  pill: Pill
  by: 'drag' | 'pick'
}

/** Style of a rail segment: being travelled, travelled, or skipped. */
export type RailState = 'live' | 'done' | 'dim'

/** State of the canvas that is not saved with the flow. */
export interface CanvasUiState {
  /** Selected cards. */
  chosen: ReadonlySet<CardId>
  carried: Carried | null
  /** Names of the places that use the hovered pill. */
  uses: ReadonlySet<string>
  /** Place for which a value is being chosen. */
  picking: { at: FieldAt; caret: Caret | null } | null
  /** Insert position for the next card from the palette. Null inserts it after the selected card. */
  target: Target | null
  /** True when the palette was opened and its search is about to receive the focus. */
  paletteCalled: boolean
  /** Position of the button that opened the palette; null for the edge of the canvas. */
  paletteAt: { left: number; bottom: number } | null
  /** Number of times that the search was requested since it was opened; 0 while it is closed. */
  findCalls: number
  /** Card to run by itself as soon as its panel is loaded. */
  cardCalled: CardId | null
  /** Last card of the next run; null for the whole flow. */
  upTo: CardId | null
  /** True when a run was requested, until its panel is open. */
  runCalled: boolean
  /** Card whose pinned outputs are edited. */
  pinning: CardId | null
  dialog: 'event' | 'save' | 'conflict' | 'help' | 'curl' | null
  /** Number of the draft last saved by another tab of this browser; null if none was. */
  savedInTab: number | null
  /** Card for which another action is being chosen. */
  replacing: CardId | null
  /**
   * Action to run once the flow is named and saved.
   * The save button shows its verb.
   */
  onceSaved: { verb: string; run: () => void } | null
  /** Card dialog requested by a command, until the URL names it. */
  asked: { card: CardId; dialog: string } | null
  /** Card whose help is shown. */
  helpOn: CardId | null
  /** Request to focus a part of a card, carried out once it is rendered. */
  wish: { card: CardId; place: string; wish: FocusRequest } | null
  allWires: boolean
  /** Card under the pointer, whose wires are shown while none is selected. */
  pointed: CardId | null
  /** Newly added cards, whose empty required fields are not reported until left once. */
  fresh: ReadonlySet<CardId>
  /** Left fields of such cards, by place name. */
  touched: ReadonlySet<string>
  /** Rail segments with a style other than the default, by id; set by an animated run. */
  rail: ReadonlyMap<string, RailState>
  asList: boolean
  /** States of cards in an animated run. */
  sights: ReadonlyMap<CardId, CardSight>
  /** Replays a run of the flow; null while runs are not followed. */
  playAgain: ((runId: Id) => void) | null
  /** Number of events that are arriving; 0 for none. */
  arrivals: number
  /** The animated run; null without one. */
  playedRun: Id | null
  /**
   * State of following live runs. `still` after the view was moved manually: runs are shown without moving the view.
   */
  follow: 'on' | 'still' | 'off'
  /** Gap in which the dragged card would land. */
  gap: Gap | null
  /** Cards being dragged. */
  dragging: ReadonlySet<CardId>
  /** Unsaved work found in this browser. */
  found: UnsavedEdit | null
  /** Pasted or captured samples, newest first. */
  pasted: Sample[]
  /** Outputs of the start card in the sample that its tree shows; null without one. */
  treeSample: Record<FieldId, unknown> | null
  /** Deployed version of the open flow; null when users have none. */
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
    wish: null,
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
