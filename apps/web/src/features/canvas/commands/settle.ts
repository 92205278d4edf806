import type { Flow } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'
import type { LoadedFlow } from '../flow-doc/flow-doc-state.ts'
import { announce } from './announce.ts'

/** Ways to resolve a conflict with someone else's save. */
export interface Settling {
  /** Loads the draft that the other person saved. */
  theirs: () => Promise<LoadedFlow>
  /** Saves the local draft as a new flow and opens it. */
  keepAsCopy: (doc: Flow, name: string | null) => Promise<void>
}

/**
 * Resolves a conflict by loading the draft that the other person saved. The user can undo this as one step.
 */
export const takeTheirs = async (canvas: Canvas, settling: Settling): Promise<void> => {
  canvas.doc.take('use their version', await settling.theirs())
  canvas.ui.setState({ dialog: null })
  announce(canvas, 'The saved version is now shown. Undo to return to your version.')
}

/**
 * Resolves a conflict by saving the local draft as a separate flow. The other person's draft is not changed.
 */
export const keepMine = async (canvas: Canvas, settling: Settling): Promise<void> => {
  const { history, about } = canvas.doc.store.getState()
  const mine = history.flow
  canvas.doc.take('use their version', await settling.theirs())
  canvas.ui.setState({ dialog: null })
  await settling.keepAsCopy(mine, about.name === null ? null : `${about.name} copy`)
}

/** Restores unsaved work found in this browser. */
export const restoreFound = (canvas: Canvas): void => {
  const { found } = canvas.ui.getState()
  if (found === null) return
  canvas.doc.restore('restore unsaved changes', found.doc, found.baseDraft)
  canvas.ui.setState({ found: null })
  announce(canvas, 'Unsaved changes restored.')
}

/** Deletes unsaved work found in this browser. */
export const forgetFound = (canvas: Canvas): void => {
  canvas.ui.setState({ found: null })
  void canvas.kept.forget(canvas.flowId)
}
