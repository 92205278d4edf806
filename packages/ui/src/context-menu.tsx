import { ContextMenu as Base } from '@base-ui/react/context-menu'
import type { ReactElement } from 'react'
import { cx } from './cx.ts'
import type { MenuGroups } from './menu-items.ts'
import { MenuList } from './menu-list.tsx'
import { popupClass } from './popup-class.ts'

/** The menu of a thing: opened by the second mouse button, a long press, or Shift+F10 on it. */
export const ContextMenu = ({
  children,
  groups,
  onOpenChange
}: {
  /** The thing itself: one element that takes a ref and event props. */
  children: ReactElement
  groups: MenuGroups
  onOpenChange?: (open: boolean) => void
}) => (
  <Base.Root {...(onOpenChange && { onOpenChange })}>
    <Base.Trigger render={children} />
    <Base.Portal>
      <Base.Positioner collisionPadding={8} className="z-50 outline-none">
        <Base.Popup className={cx(popupClass, 'min-w-44 p-1')}>
          <MenuList groups={groups} />
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
