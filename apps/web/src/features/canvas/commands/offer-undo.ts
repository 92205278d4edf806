import type { Canvas, Said } from '../canvas.ts'

/** The offer to take the change back that was made just now. */
export const offerUndo = (canvas: Canvas): NonNullable<Said['action']> => {
  const { flow } = canvas.doc.store.getState().history
  return {
    label: 'Undo',
    run: () => {
      if (canvas.doc.store.getState().history.flow === flow) canvas.doc.undo()
      else canvas.toast({ say: 'There were more changes since then. Undo them one by one.', tone: 'info' })
    }
  }
}
