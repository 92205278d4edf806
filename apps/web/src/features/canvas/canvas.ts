import type { Catalog, Specs } from '@hookwright/engine'
import type { CardId, FlowKind, Id } from '@hookwright/model'
import type { StoreApi } from 'zustand/vanilla'
import type { Drawing } from './drawing/drawing.ts'
import type { FlowDoc } from './flow-doc/flow-doc.ts'
import type { UnsavedEdits } from './flow-doc/unsaved-edits.ts'
import type { DeployedAction } from './open-user-flow-query.ts'
import type { Pin } from './pins/pins.ts'
import type { ShownRuns } from './run/run-sight.ts'
import type { CanvasUi } from './ui-state/canvas-ui.ts'
import type { Folds } from './ui-state/folds.ts'
import type { View } from './view/view.ts'

/** A toast on the canvas. */
export interface CanvasToast {
  say: string
  tone?: 'ok' | 'info' | 'err'
  action?: { label: string; run: () => void }
  closeWhen?: (close: () => void) => () => void
}

/** Runs of the open flow: the one in progress on this page, and those whose values are shown. */
export interface RunState extends ShownRuns {
  busy: boolean
  /**
   * True after the person has turned on the display of values. If there are none, a notice then explains why.
   */
  asked: boolean
  /** Pinned cards of the draft, with the run that each pin refers to. The pinned values are in `pinned`. */
  pins: readonly Pin[]
  /**
   * Loading state of the flow's past runs; the newest one is displayed.
   *
   * `null` when only runs started on this page are shown.
   */
  past: 'unasked' | 'asked' | 'known' | null
}

/** Access to the actions of deployed connectors. Only cards of users' flows run such actions. */
export interface ActionSource {
  /** Loads an action of a connector version. Throws the fault of the API. */
  load: (use: { versionId: Id; actionFlowId: Id }) => Promise<DeployedAction>
  /** Returns the connection for a new card if the connector has exactly one; otherwise null. */
  connectionFor: (connectorId: Id) => Id | null
}

/** A flow that is open on the canvas: its document, drawing and UI state. */
export interface Canvas {
  flowId: Id
  specs: Specs
  doc: FlowDoc
  drawing: StoreApi<Drawing>
  folds: StoreApi<Folds>
  ui: CanvasUi
  run: StoreApi<RunState>
  view: View
  kept: UnsavedEdits
  newId: () => CardId
  toast: (said: CanvasToast) => void
  /** True on a read-only canvas, where the flow cannot change. */
  readOnly: boolean
  /** Source of connector actions; null for a flow that cannot run actions. */
  actions: ActionSource | null
  catalog: () => Catalog
  /** Replaces the catalog of the flow and redraws. Actions that are already loaded are kept. */
  setCatalog: (catalog: Catalog) => void
  kind: () => FlowKind | null
  /** Kinds of flow that can be run from this page. */
  runs: readonly FlowKind[]
}
