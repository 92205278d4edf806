import type { Specs, Surroundings } from '@hookwright/engine'
import type { CardId, FlowKind, Id } from '@hookwright/model'
import type { StoreApi } from 'zustand/vanilla'
import type { Drawing } from './drawing/drawing.ts'
import type { FlowDoc } from './flow-doc/flow-doc.ts'
import type { KeptEdits } from './flow-doc/kept-edits.ts'
import type { Pin } from './pins/pins.ts'
import type { SeenRuns } from './run/run-sight.ts'
import type { CanvasUi } from './ui-state/canvas-ui.ts'
import type { Folds } from './ui-state/folds.ts'
import type { View } from './view/view.ts'

/** What a toast says here. */
export interface Said {
  say: string
  tone?: 'ok' | 'info' | 'err'
  action?: { label: string; run: () => void }
}

/** The runs of the open flow: whether one is under way here, and those that are shown. */
export interface RunState extends SeenRuns {
  busy: boolean
  /** What is pinned to cards of the draft, as runs that are named; their values are `pinned`. */
  pins: readonly Pin[]
  /**
   * Where the flow has runs of its own, whose newest one is shown: whether that has been asked for and is known by now.
   * Null where only what is run here is shown.
   */
  past: 'unasked' | 'asked' | 'known' | null
}

/** A flow that is open on the canvas: its document, how it is drawn, and what lies on the desk around it. */
export interface Canvas {
  flowId: Id
  specs: Specs
  doc: FlowDoc
  drawing: StoreApi<Drawing>
  folds: StoreApi<Folds>
  desk: CanvasUi
  run: StoreApi<RunState>
  view: View
  kept: KeptEdits
  newId: () => CardId
  toast: (said: Said) => void
  /** Whether the flow is only looked at: then nothing of it changes. */
  readOnly: boolean
  surroundings: () => Surroundings
  /** Draws anew with what is around the flow now. */
  surround: (surroundings: Surroundings) => void
  kind: () => FlowKind | null
}
