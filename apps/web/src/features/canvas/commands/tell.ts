import type { Edit } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

/** Says something to those who do not see the canvas. */
export const tell = (canvas: Canvas, said: string): void => {
  // The same words twice are read out once, so a space makes them differ.
  canvas.desk.setState(desk => ({ said: desk.said === said ? `${said}\u00a0` : said }))
}

/** Makes a change; what is refused is shown and said. Returns whether it was made. */
export const change = (canvas: Canvas, label: string, edit: Edit, typing?: string): boolean => {
  const why = canvas.doc.change(label, edit, typing)
  if (why === null) return true
  canvas.toast({ say: why, tone: 'info' })
  tell(canvas, why)
  return false
}
