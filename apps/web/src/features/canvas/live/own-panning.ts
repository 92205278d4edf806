import { useEffect } from 'react'
import type { Canvas } from '../canvas.ts'

const isOnCanvas = ({ target }: Event): boolean =>
  target instanceof Element && target.closest('[data-canvas]') !== null

/** Stops following runs once the user has moved the view. */
export const useOwnPanning = (canvas: Canvas): void => {
  useEffect(() => {
    let pressed = false
    const stay = (): void => {
      if (canvas.ui.getState().follow === 'on') canvas.ui.setState({ follow: 'still' })
    }
    const wheel = (event: Event): void => {
      if (isOnCanvas(event)) stay()
    }
    const press = (event: Event): void => {
      pressed = event.target instanceof Element && event.target.closest('.react-flow__pane') !== null
    }
    const move = (event: PointerEvent): void => {
      if (pressed && event.buttons !== 0) stay()
    }
    const options = { capture: true, passive: true }
    document.addEventListener('wheel', wheel, options)
    document.addEventListener('pointerdown', press, options)
    document.addEventListener('pointermove', move, options)
    return () => {
      document.removeEventListener('wheel', wheel, options)
      document.removeEventListener('pointerdown', press, options)
      document.removeEventListener('pointermove', move, options)
    }
  }, [canvas])
}
