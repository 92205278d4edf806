import type { Canvas } from '../canvas.ts'

/** Saves what is drawn at once; a flow without a name is asked for one. */
export const saveNow = (canvas: Canvas): void => {
  if (canvas.doc.store.getState().about.name === null) canvas.desk.setState({ dialog: 'save' })
  else void canvas.doc.flush().then(() => canvas.toast({ say: 'Saved.' }))
}
