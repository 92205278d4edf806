import type { Edit } from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'
import type { Canvas } from '../canvas.ts'
import { announce, change } from './announce.ts'
import { offerUndo } from './offer-undo.ts'

/** Counts the bindings to removed outputs, by field. A text field can have several. */
const countLost = (canvas: Canvas): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { code, card, field } of canvas.drawing.getState().problems) {
    const place = `${card} ${field}`
    if (code === 'pill-field') counts.set(place, (counts.get(place) ?? 0) + 1)
  }
  return counts
}

/**
 * Applies a change to a card. If other fields use values that the change removes, a toast shows their number
 * and offers undo.
 */
export const changeCard = (canvas: Canvas, label: string, edit: Edit, typing?: string): void => {
  const before = countLost(canvas)
  if (!change(canvas, label, edit, typing)) return
  const lost = [...countLost(canvas)].filter(([place, count]) => count > (before.get(place) ?? 0)).length
  if (lost === 0) return
  const say =
    lost === 1
      ? '1 field used a value that was removed. Map another value to this field.'
      : `${formatCount(lost, 'field')} used values that were removed. Map other values to these fields.`
  canvas.toast({ say, tone: 'info', ...offerUndo(canvas) })
  announce(canvas, say)
}
