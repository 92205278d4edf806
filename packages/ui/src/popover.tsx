import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import { popupClass } from './popup-class.ts'

/** Something small beside what opened it; the page stays usable. Esc and a click elsewhere close it. */
export const Popover = ({
  trigger,
  title,
  children,
  open,
  onOpenChange,
  align = 'start',
  side = 'bottom',
  className
}: {
  /** The button: one element that takes a ref and event props. */
  trigger: ReactElement
  title?: string
  children: ReactNode
  /** Left out, it opens and closes by itself. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
  className?: string
}) => (
  <Base.Root {...(open !== undefined && { open })} {...(onOpenChange && { onOpenChange })}>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner
        align={align}
        side={side}
        sideOffset={6}
        collisionPadding={8}
        className="z-50 outline-none"
      >
        <Base.Popup className={cx(popupClass, 'p-3', className)}>
          {title !== undefined && <Base.Title className="mb-2 text-label">{title}</Base.Title>}
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
