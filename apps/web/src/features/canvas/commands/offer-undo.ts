import type { Canvas, CanvasToast } from '../canvas.ts'

/**
 * Returns a toast action that undoes the last change. The toast closes when the change is undone in another
 * way.
 */
export const offerUndo = (canvas: Canvas): Pick<CanvasToast, 'action' | 'closeWhen'> => {
  const { store } = canvas.doc
  const { flow, past } = store.getState().history
  return {
    action: {
      label: 'Undo',
      run: () => {
        if (store.getState().history.flow === flow) canvas.doc.undo()
        else
          canvas.toast({
            say: 'Could not undo this change because the flow has later changes. Undo those first.',
            tone: 'info'
          })
      }
    },
    // Steps that follow make the history longer; it is shorter only once this step was undone.
    closeWhen: close =>
      store.subscribe(({ history }) => {
        if (history.past.length < past.length) close()
      })
  }
}
