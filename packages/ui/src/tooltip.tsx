import { cloneElement, type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { useLazy } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'
import { type Tipped, type TipSide, tipAttributes, watchTips } from './watch-tips.ts'

/** Adds a tooltip to its child, shown on hover and focus. The tooltip only repeats the accessible name. */
export const Tooltip = ({
  children,
  ...tip
}: {
  tip: string
  shortcut?: string | undefined
  side?: TipSide
  /** Element that gets the tooltip. It must pass its attributes on to the DOM element. */
  children: ReactElement
}) => cloneElement(children, tipAttributes(tip))

/** Provider that shows the tooltips of all elements inside it, one at a time. */
export const TooltipProvider = ({ children }: { children: ReactNode }) => {
  const [tipped, setTipped] = useState<Tipped>(null)
  useEffect(() => watchTips(document, setTipped), [])
  const popups = useLazy(lazyPopups, tipped !== null)
  return (
    <>
      {children}
      {popups && <popups.TipLayer tipped={tipped} />}
    </>
  )
}
