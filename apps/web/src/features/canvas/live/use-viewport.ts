import { useEffect, useState } from 'react'
import { useUiState } from '../use-canvas.tsx'

/** Returns the element that contains the flow and moves with it; null for the list view. */
export const useViewport = (): Element | null => {
  const [found, setFound] = useState<Element | null>(null)
  const asList = useUiState(ui => ui.asList)
  useEffect(() => {
    let frame = 0
    let looks = 0
    const look = (): void => {
      const element = asList ? null : document.querySelector('[data-canvas] .react-flow__viewport')
      setFound(element)
      looks += 1
      if (element === null && !asList && looks < 300) frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [asList])
  return found
}
