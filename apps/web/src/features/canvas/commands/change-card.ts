import type { Edit } from '@hookwright/model'
import { formatCount } from '../../../kit/page/format-count.ts'
import type { Canvas } from '../canvas.ts'
import { announce, change } from './announce.ts'
import { offerUndo } from './offer-undo.ts'

const countLost = (canvas: Canvas): number =>
  canvas.drawing.getState().problems.filter(({ code }) => code === 'pill-field').length

/**
 * Applies a change of a card. When it removes values that other fields use, a toast shows their number and offers undo.
 */
export const changeCard = (canvas: Canvas, label: string, edit: Edit, typing?: string): void => {
  const before = countLost(canvas)
  if (!change(canvas, label, edit, typing)) return
  const lost = countLost(canvas) - before
  if (lost <= 0) return
  const say =
    lost === 1
      ? '1 field used a removed value. Map another value to it.'
      : `${formatCount(lost, 'field')} used removed values. Map other values to them.`
  canvas.toast({ say, tone: 'info', ...offerUndo(canvas) })
  announce(canvas, say)
}
