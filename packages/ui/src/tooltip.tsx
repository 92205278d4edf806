import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './kbd.tsx'

/** Words that show while the pointer rests on its child or the child has the focus. They never say more than a name. */
export const Tooltip = ({
  tip,
  shortcut,
  side = 'bottom',
  children
}: {
  tip: ReactNode
  shortcut?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  /** One element that takes a ref and event props. */
  children: ReactElement
}) => (
  <Base.Root>
    <Base.Trigger render={children} />
    <Base.Portal>
      <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-50">
        <Base.Popup className="floats flex max-w-72 items-center gap-2 rounded-s bg-ink px-2 py-1 text-small text-surface shadow-2">
          {tip}
          {shortcut !== undefined && <Kbd keys={shortcut} inverse />}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

/** Lets tooltips that lie beside one another follow without a new wait. */
export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Base.Provider delay={500} closeDelay={0}>
    {children}
  </Base.Provider>
)
