import { useState } from 'react'
import { useKept } from '../../kit/page/use-kept.ts'
import { useDesk } from './use-canvas.tsx'

/**
 * Returns the placement of the cards panel: docked beside the canvas, or floating over it.
 * It docks when the page is wide enough; a floating panel closes once a card was chosen.
 */
export const usePalettePlace = (isWide: boolean) => {
  const called = useDesk(desk => desk.paletteCalled)
  const [docked, setDocked] = useKept('cards-panel', true)
  const [floating, setFloating] = useState(false)
  const isDocked = docked && isWide
  if (called && !isDocked && !floating) setFloating(true)
  return {
    isDocked,
    isOpen: isDocked || floating,
    open: (): void => (isWide ? setDocked(true) : setFloating(true)),
    close: (): void => (isDocked ? setDocked(false) : setFloating(false))
  }
}
