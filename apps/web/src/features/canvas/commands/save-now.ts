import type { Canvas, CanvasToast } from '../canvas.ts'
import type { SaveState } from '../flow-doc/save-state.ts'
import { touchAll } from '../ui-state/untouched.ts'

/** Returns the toast for the result of a manual save. */
const outcomeOf = (save: SaveState): CanvasToast => {
  switch (save.is) {
    case 'saved':
    case 'waiting':
    case 'saving':
      return { say: 'Saved.' }
    case 'offline':
      return {
        say: 'Not saved: the server cannot be reached. Your changes are kept in this browser and saved automatically later.',
        tone: 'err'
      }
    case 'refused':
      return { say: `Not saved: ${save.why} Your changes are kept in this browser.`, tone: 'err' }
    case 'stale':
      return {
        say: 'Not saved: this flow was changed in another tab or by someone else. Choose a version first.',
        tone: 'err'
      }
  }
}

/**
 * Saves the draft now and shows the result.
 * Opens the save dialog for an unnamed flow.
 */
export const saveNow = async (canvas: Canvas): Promise<void> => {
  touchAll(canvas.ui)
  const { store, flush } = canvas.doc
  if (store.getState().about.name === null) {
    canvas.ui.setState({ dialog: 'save' })
    return
  }
  await flush()
  canvas.toast(outcomeOf(store.getState().save))
}
