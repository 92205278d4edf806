import { cardSpecs } from '@hookwright/cards'
import { readOnlyBench, type Workbench } from '@hookwright/cards/views'
import { catalogOfMaker } from '@hookwright/engine'
import type { CardDifference, CardId, FrozenFlow, VersionSnapshot } from '@hookwright/model'
import type { Canvas, CanvasToast } from './canvas.ts'
import { fixedDoc } from './flow-doc/fixed-doc.ts'
import type { UnsavedEdits } from './flow-doc/unsaved-edits.ts'
import { canvasOn } from './open-canvas.ts'
import { readingBench } from './reading-bench.ts'

/** Store that saves nothing, since a read-only flow has no unsaved edits. */
const nowhere: UnsavedEdits = { read: async () => null, write: async () => {}, forget: async () => {} }
const noStorage = { getItem: () => null, setItem: () => {} }

/** Read-only canvas for a flow of a snapshot, with the functions that its cards use (`bench`). */
export interface ReadOnlyCanvas {
  canvas: Canvas
  bench: Workbench
}

/** Opens a flow of a snapshot on a read-only canvas. */
export const openReadOnlyCanvas = (params: {
  snapshot: VersionSnapshot
  flow: FrozenFlow
  /** Differences between the cards and those of a compared snapshot. */
  differences?: CardDifference[]
  toast: (said: CanvasToast) => void
  openFlow: (flowId: string) => void
  hrefOfFlow: (flowId: string) => string
}): ReadOnlyCanvas => {
  const { snapshot, flow, differences = [], toast, openFlow, hrefOfFlow } = params
  const canvas = canvasOn({
    doc: fixedDoc(flow),
    kept: nowhere,
    catalog: catalogOfMaker(snapshot.authentication, snapshot.flows, cardSpecs),
    storage: noStorage,
    newId: () => '',
    toast,
    asList: false,
    readOnly: true,
    differences: new Map(differences.map((each): [CardId, CardDifference] => [each.id, each]))
  })
  const { still: _, ...quiet } = readOnlyBench
  const { accent, logo } = snapshot.branding
  const connectorOf = () => ({ name: snapshot.name, accent, logo })
  const bench = {
    ...quiet,
    ...readingBench(canvas, connectorOf),
    brand: snapshot.branding,
    connectorName: snapshot.name,
    connectorOf,
    baseUrl: snapshot.authentication.baseUrl,
    openFlow,
    openInNewTab: (flowId: string) => {
      openFlow(flowId)
      return true
    },
    hrefOfFlow
  }
  return { canvas, bench }
}
