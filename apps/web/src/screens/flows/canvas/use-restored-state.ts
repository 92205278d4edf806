import { useEffect } from 'react'
import type { Canvas } from '../../../features/canvas/canvas.ts'
import { announce } from '../../../features/canvas/commands/announce.ts'
import { takeRestoredState } from '../../../features/canvas/restored-state.ts'

/** Restores a state selected in the change history as the draft. The restore can be undone. */
export const useRestoredState = (canvas: Canvas): void => {
  useEffect(() => {
    const state = takeRestoredState(canvas.flowId)
    if (state === null) return
    canvas.doc.restore('restore a draft', state.doc, canvas.doc.store.getState().draftNo)
    canvas.toast({
      say: `The draft of ${state.from} was restored.`,
      action: { label: 'Undo', run: canvas.doc.undo }
    })
    announce(canvas, `The draft of ${state.from} was restored. Undo to go back.`)
  }, [canvas])
}
