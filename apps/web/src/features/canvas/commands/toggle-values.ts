import type { Canvas } from '../canvas.ts'
import { announce } from './announce.ts'

/** Returns true when there are values to show, or a past run may have some. */
export const mayShowValues = ({ run }: Canvas): boolean => {
  const { shown, past, pins } = run.getState()
  return shown !== null || past !== null || pins.length > 0
}

/** Shows or hides the values of the last run on the cards. */
export const toggleValues = (canvas: Canvas): void => {
  const values = !canvas.run.getState().values
  canvas.run.setState({ values, asked: values })
  announce(canvas, values ? 'Values are shown.' : 'Values are hidden.')
}
