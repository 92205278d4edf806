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

/** Selects a part of the UI state; the component is rendered again when it changes. */
export const useUiState = <Part,>(part: (ui: CanvasUiState) => Part): Part => useStore(useCanvas().ui, part)

/** Selects a part of the drawing. */
export const useDrawing = <Part,>(part: (drawing: Drawing) => Part): Part =>
  useStore(useCanvas().drawing, part)

/** Selects a part of the document's state. */
export const useDoc = <Part,>(part: (doc: FlowDocState) => Part): Part =>
  useStore(useCanvas().doc.store, part)

/** Returns the drawing of a card. */
export const useDrawn = (card: CardId): DrawnCard | undefined =>
  useDrawing(drawing => drawing.cards.get(card))
