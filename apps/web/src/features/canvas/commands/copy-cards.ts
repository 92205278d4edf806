import { formatCount } from '../../../kit/page/format-count.ts'
import type { Canvas } from '../canvas.ts'
import { fragmentOf, writeClipboard } from '../clipboard/clipboard.ts'
import { externalValuesOf } from '../clipboard/external-values.ts'
import { announce } from './announce.ts'
import { deleteCards, looseOf } from './edit-cards.ts'

/** Returns the selected cards as text for the clipboard, or null when none can be copied. */
export const copiedText = (canvas: Canvas): string | null => {
  const ids = looseOf(canvas, canvas.ui.getState().chosen)
  if (ids.length === 0) return null
  announce(canvas, `Copied ${formatCount(ids.length, 'card')}.`)
  const { flow, view } = canvas.drawing.getState()
  const fragment = fragmentOf(flow, ids)
  return writeClipboard(fragment, externalValuesOf(view, fragment))
}

/** Deletes the selected cards after they have been copied to the clipboard. */
export const cutAway = (canvas: Canvas): void => deleteCards(canvas, canvas.ui.getState().chosen)
