import type { Edit } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

/** Announces a sentence to screen readers. */
export const announce = (canvas: Canvas, said: string): void => {
  // The same words twice are read out once, so a space makes them differ.
  canvas.ui.setState(ui => ({ said: ui.said === said ? `${said}\u00a0` : said }))
}

/** Shows and announces why a change was refused. */
export const refuse = (canvas: Canvas, why: string): void => {
  canvas.toast({ say: why, tone: 'info' })
  announce(canvas, why)
}

/**
 * Applies a change; a refusal is shown and announced.
 * Returns true when the change was applied.
 */
export const change = (canvas: Canvas, label: string, edit: Edit, typing?: string): boolean => {
  const why = canvas.doc.change(label, edit, typing)
  if (why === null) return true
  refuse(canvas, why)
  return false
}
