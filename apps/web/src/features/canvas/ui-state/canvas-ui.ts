import type { Caret, FieldAt, Sample, Wish } from '@hookwright/cards/views'
import type { CardId, Flow, Pill, Target } from '@hookwright/model'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { KeptEdit } from '../flow-doc/kept-edits.ts'
import type { Gap } from '../layout/layout.ts'

/** A pill that is on its way to a place. */
export interface Carried {
  pill: Pill
  by: 'drag' | 'pick'
}

/** What the canvas shows beside the flow itself; nothing of it is kept with the flow. */
export interface CanvasUiState {
  /** The chosen cards. */
  chosen: ReadonlySet<CardId>
  carried: Carried | null
  /** The places that use the pill under the pointer, by name. */
  uses: ReadonlySet<string>
  /** The place for which a value is being chosen. */
  picking: { at: FieldAt; caret: Caret | null } | null
  /** Where the next card of the palette goes; null puts it behind the chosen card. */
  target: Target | null
  /** Whether the palette has been called and waits for its search to get the focus. */
  paletteCalled: boolean
  /** The card that is to be run by itself as soon as the panel for that is there. */
  cardCalled: CardId | null
  dialog: 'event' | 'save' | 'conflict' | 'help' | null
  /** What the flow is named for: done as soon as it is saved, and said on the button that saves it. */
  onceSaved: { verb: string; run: () => void } | null
  /** The card whose help is shown. */
  helpOn: CardId | null
  /** What a place of a card is asked to do as soon as it is drawn. */
  wish: { card: CardId; place: string; wish: Wish } | null
  allWires: boolean
  asList: boolean
  /** The gap in which what is being dragged would land. */
  gap: Gap | null
  /** The cards that are being dragged. */
  dragging: ReadonlySet<CardId>
  /** Unsaved work that was found in this browser. */
  found: KeptEdit | null
  /** Samples that were pasted or listened for, the newest first. */
  pasted: Sample[]
  /** What users get of the open flow, by the version that is deployed; null where they get nothing of it. */
  deployed: { number: number; doc: Flow } | null
  /** What was done last, for screen readers. */
  said: string
}

export type CanvasUi = StoreApi<CanvasUiState>

/** A desk with nothing on it. */
export const openCanvasUi = (given: { asList: boolean }): CanvasUi =>
  createStore<CanvasUiState>(() => ({
    chosen: new Set(),
    carried: null,
    uses: new Set(),
    picking: null,
    target: null,
    paletteCalled: false,
    cardCalled: null,
    dialog: null,
    onceSaved: null,
    helpOn: null,
    wish: null,
    allWires: false,
    asList: given.asList,
    gap: null,
    dragging: new Set(),
    found: null,
    pasted: [],
    deployed: null,
    said: ''
  }))
