import type { CardId } from '@hookwright/model'
import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { Canvas } from './canvas.ts'
import type { Drawing } from './drawing/drawing.ts'
import type { DrawnCard } from './drawing/drawn-card.ts'
import type { FlowDocState } from './flow-doc/flow-doc-state.ts'
import type { CanvasUiState } from './ui-state/canvas-ui.ts'

const CanvasContext = createContext<Canvas | null>(null)

/** Context provider of the open flow. */
export const CanvasProvider = CanvasContext

/** Returns the open flow. */
export const useCanvas = (): Canvas => {
  const canvas = use(CanvasContext)
  if (canvas === null) throw new Error('There is no canvas here; wrap the component in CanvasProvider.')
  return canvas
}

/** Returns a part of the UI state. The component is rendered again when that part changes. */
export const useUiState = <Part,>(part: (ui: CanvasUiState) => Part): Part => useStore(useCanvas().ui, part)

/** Returns a part of the drawing. The component is rendered again when that part changes. */
export const useDrawing = <Part,>(part: (drawing: Drawing) => Part): Part =>
  useStore(useCanvas().drawing, part)

/** Returns a part of the document's state. The component is rendered again when that part changes. */
export const useDoc = <Part,>(part: (doc: FlowDocState) => Part): Part =>
  useStore(useCanvas().doc.store, part)

/** Returns the drawn card with an id; undefined if it is not in the flow. */
export const useDrawn = (card: CardId): DrawnCard | undefined =>
  useDrawing(drawing => drawing.cards.get(card))
