import { useState } from 'react'
import { useKept } from '../../kit/page/use-kept.ts'
import { useDesk } from './use-canvas.tsx'

/** Where the cards panel is: beside the canvas where that is wide enough, or over it until a card was chosen. */
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
