import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement } from 'react'
import { cx } from './cx.ts'
import type { MenuGroups } from './menu-items.ts'
import { MenuList } from './menu-list.tsx'
import { popupClass } from './popup-class.ts'

/** A button that opens a list of things to do. */
export const Menu = ({
  trigger,
  groups,
  align = 'end',
  side = 'bottom'
}: {
  /** The button: one element that takes a ref and event props. */
  trigger: ReactElement
  groups: MenuGroups
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
}) => (
  <Base.Root>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner
        align={align}
        side={side}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 outline-none"
      >
        <Base.Popup className={cx(popupClass, 'min-w-44 p-1')}>
          <MenuList groups={groups} />
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
