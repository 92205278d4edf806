import { Popover as Base } from '@base-ui/react/popover'
import { type RefObject, useRef } from 'react'
import { cx } from './cx.ts'
import type { PopoverProps } from './popover.tsx'
import { popupClass } from './popup-class.ts'
import { hasFocus, useSuppressedKeys } from './suppressed-keys.ts'

const HeldKeys = ({ popup }: { popup: RefObject<HTMLElement | null> }) => {
  useSuppressedKeys(true, () => hasFocus(popup.current))
  return null
}

/** Interactive part of the `Popover` component, its button and layer, loaded after the first render. */
export const PopoverLayer = ({
  trigger,
  title,
  children,
  open,
  onOpenChange,
  align = 'start',
  side = 'bottom',
  className
}: PopoverProps) => {
  const popup = useRef<HTMLDivElement>(null)
  return (
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
          <Base.Popup ref={popup} className={cx(popupClass, 'p-3', className)}>
            {title !== undefined && <Base.Title className="mb-2 text-label">{title}</Base.Title>}
            {children}
            <HeldKeys popup={popup} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
