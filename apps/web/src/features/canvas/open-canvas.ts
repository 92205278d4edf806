import { cardSpecs } from '@hookwright/cards'
import { type Catalog, kindOf } from '@hookwright/engine'
import type { CardDifference, CardId, FlowKind } from '@hookwright/model'
import { createStore } from 'zustand/vanilla'
import type { ActionSource, Canvas, CanvasToast, RunState } from './canvas.ts'
import { type DrawingInput, draw } from './drawing/drawing.ts'
import { memoSpecs } from './drawing/memo-specs.ts'
import { type FlowDoc, type FlowDocContext, openFlowDoc } from './flow-doc/flow-doc.ts'
import type { UnsavedEdits } from './flow-doc/unsaved-edits.ts'
import { keepPins, readPins } from './pins/pins.ts'
import { hasLost, noteLost } from './rebind/lost-values.ts'
import { openRunSight } from './run/run-sight.ts'
import { openCanvasUi } from './ui-state/canvas-ui.ts'
import { openFolds } from './ui-state/folds.ts'
import { readPartsOf } from './ui-state/read-parts.ts'
import { readSamples, writeSamples } from './ui-state/stored-samples.ts'
import { isUntouched } from './ui-state/untouched.ts'

/** Maximum number of cards for which all wires are shown when a flow opens. */
const MOST_WIRED = 4

/** Dependencies of a canvas, for any kind of flow. */
export interface OpenCanvasContext {
  doc: FlowDoc
  kept: UnsavedEdits
  catalog: Catalog
  storage: Pick<Storage, 'getItem' | 'setItem'>
  newId: () => string
  toast: (said: CanvasToast) => void
  /** True to start with the list of cards instead of the canvas. */
  asList: boolean
  /** True for a read-only canvas. */
  readOnly?: boolean
  /**
   * Present when the canvas shows runs of this flow. `values` is true to show the values of the last run from
   * the start.
   */
  ownRuns?: { values: boolean }
  /** Kinds of flow that can be run from this page; none by default. */
  runs?: readonly FlowKind[]
  /** Source of connector actions; absent for a flow that cannot run actions. */
  actions?: ActionSource
  /** Differences between the cards and those of a compared flow, by card. */
  differences?: ReadonlyMap<CardId, CardDifference>
}

/** Opens a document on a canvas, which redraws whenever its inputs change. */
export const canvasOn = (params: OpenCanvasContext): Canvas => {
  const specs = memoSpecs(cardSpecs)
  const { doc, readOnly = false, differences = new Map(), ownRuns } = params
  const { flow: opened } = doc.store.getState().history
  // A maker's flow maps a payload: it opens with the parts that it reads, and a short one with its wires.
  const maps = !readOnly && ownRuns === undefined
  const folds = openFolds(doc.id, params.storage, maps ? readPartsOf(opened) : undefined)
  const pins = readPins(params.storage, doc.id)
  const run = createStore<RunState>(() => ({
    busy: false,
    asked: false,
    shown: null,
    alone: new Map(),
    pins,
    pinned: pins.length === 0 ? new Map() : null,
    values: pins.length > 0 || (ownRuns?.values ?? true),
    past: ownRuns === undefined ? null : 'unasked'
  }))
  const ui = openCanvasUi({
    asList: params.asList,
    allWires: maps && Object.keys(opened.cards).length <= MOST_WIRED,
    pasted: readSamples(params.storage, doc.id)
  })
  const sight = openRunSight()
  let catalog = params.catalog

  const drawingGiven = (): DrawingInput => {
    const { flow } = doc.store.getState().history
    const { flipped, paths } = folds.getState()
    const { fresh, touched } = ui.getState()
    return {
      flow,
      specs,
      catalog,
      flipped,
      typedPaths: paths,
      run: view => sight(view, run.getState()),
      sample: ui.getState().treeSample,
      readOnly,
      ...(fresh.size > 0 && { isQuiet: problem => isUntouched(problem, fresh, touched) }),
      differences
    }
  }
  const drawing = createStore(() => draw(drawingGiven(), null))

  const drawAgain = (): void => drawing.setState(before => draw(drawingGiven(), before), true)

  doc.store.subscribe((now, before) => {
    if (now.history.flow !== before.history.flow) drawAgain()
  })
  folds.subscribe(drawAgain)
  ui.subscribe((now, before) => {
    if (now.fresh !== before.fresh || now.touched !== before.touched) drawAgain()
    else if (now.treeSample !== before.treeSample) drawAgain()
    if (now.pasted !== before.pasted) writeSamples(params.storage, doc.id, now.pasted)
  })
  run.subscribe((now, before) => {
    const parts = ['shown', 'alone', 'pinned', 'values'] as const
    if (parts.some(part => now[part] !== before[part])) drawAgain()
    if (now.pins !== before.pins) keepPins(params.storage, doc.id, now.pins)
  })

  if (!readOnly)
    drawing.subscribe((now, before) => {
      if (now.flow !== before.flow && hasLost(now)) noteLost(now, before)
    })

  return {
    flowId: doc.id,
    specs,
    doc,
    drawing,
    folds,
    run,
    ui,
    view: { port: null, byKeys: false, isRevealing: false },
    kept: params.kept,
    newId: params.newId,
    toast: params.toast,
    readOnly,
    actions: params.actions ?? null,
    catalog: () => catalog,
    setCatalog: next => {
      // An action of a version never changes, and undo may bring a card of any of them back.
      catalog = { ...next, actions: new Map([...catalog.actions, ...next.actions]) }
      drawAgain()
    },
    kind: () => kindOf(doc.store.getState().history.flow, specs),
    runs: params.runs ?? []
  }
}

/** Opens a flow for editing. */
export const openCanvas = (params: Omit<OpenCanvasContext, 'doc'> & FlowDocContext): Canvas =>
  canvasOn({ ...params, doc: openFlowDoc(params) })
