import { cardSpecs } from '@hookwright/cards'
import { kindOf, type Surroundings } from '@hookwright/engine'
import type { CardDifference, CardId } from '@hookwright/model'
import { createStore } from 'zustand/vanilla'
import type { Canvas, RunState, Said } from './canvas.ts'
import { openDesk } from './desk/desk.ts'
import { openFolds } from './desk/folds.ts'
import { type DrawingGiven, draw } from './drawing/drawing.ts'
import { memoSpecs } from './drawing/memo-specs.ts'
import { type FlowDoc, type FlowDocGiven, openFlowDoc } from './flow-doc/flow-doc.ts'
import type { KeptEdits } from './flow-doc/kept-edits.ts'
import { runViewOf } from './run/run-view.ts'

/** What a canvas of any flow needs from outside. */
export interface CanvasOnGiven {
  doc: FlowDoc
  kept: KeptEdits
  surroundings: Surroundings
  storage: Pick<Storage, 'getItem' | 'setItem'>
  newId: () => string
  toast: (said: Said) => void
  /** Whether to begin with the list of cards instead of the canvas. */
  asList: boolean
  /** Whether the flow is only looked at. */
  readOnly?: boolean
  /** How its cards differ from those of another flow. */
  differences?: ReadonlyMap<CardId, CardDifference>
}

/** Puts a flow on a canvas. Whatever the drawing follows from changes, it is drawn anew at once. */
export const canvasOn = (given: CanvasOnGiven): Canvas => {
  const specs = memoSpecs(cardSpecs)
  const { doc, readOnly = false, differences = new Map() } = given
  const folds = openFolds(doc.id, given.storage)
  const run = createStore<RunState>(() => ({ busy: false, shown: null, values: true }))
  let surroundings = given.surroundings

  const drawingGiven = (): DrawingGiven => {
    const { flow } = doc.store.getState().history
    const { flipped, paths } = folds.getState()
    return {
      flow,
      specs,
      surroundings,
      flipped,
      typedPaths: paths,
      values: null,
      marks: null,
      readOnly,
      differences
    }
  }
  const drawing = createStore(() => draw(drawingGiven(), null))

  /** The marks and values of the shown run; the same objects for as long as the run is shown. */
  let shownView: { run: RunState['shown']; view: ReturnType<typeof runViewOf> | null } = {
    run: null,
    view: null
  }
  const runView = (): ReturnType<typeof runViewOf> | null => {
    const { shown } = run.getState()
    if (shown !== shownView.run) {
      const view = shown === null ? null : runViewOf(drawing.getState().view, shown)
      shownView = { run: shown, view }
    }
    return shownView.view
  }

  const drawAgain = (): void => {
    const view = runView()
    const values = run.getState().values ? (view?.values ?? null) : null
    drawing.setState(before => draw({ ...drawingGiven(), values, marks: view?.marks ?? null }, before), true)
  }

  doc.store.subscribe((now, before) => {
    if (now.history.flow !== before.history.flow) drawAgain()
  })
  folds.subscribe(drawAgain)
  run.subscribe((now, before) => {
    if (now.shown !== before.shown || now.values !== before.values) drawAgain()
  })

  return {
    flowId: doc.id,
    specs,
    doc,
    drawing,
    folds,
    run,
    desk: openDesk({ asList: given.asList }),
    view: { port: null, byKeys: false, isRevealing: false },
    kept: given.kept,
    newId: given.newId,
    toast: given.toast,
    readOnly,
    surroundings: () => surroundings,
    surround: next => {
      surroundings = next
      drawAgain()
    },
    kind: () => kindOf(doc.store.getState().history.flow, specs)
  }
}

/** Opens a flow to be drawn on. */
export const openCanvas = (given: Omit<CanvasOnGiven, 'doc'> & FlowDocGiven): Canvas =>
  canvasOn({ ...given, doc: openFlowDoc(given) })
