import { type ComponentProps, cloneElement, type MouseEvent, type ReactElement } from 'react'
import type { MenuGroups } from './menu-items.ts'
import { useOpenedMenu } from './use-opened-menu.tsx'

/** Context menu of an element. Opens on right click, Shift+F10 and their platform equivalents. */
export const ContextMenu = ({
  children,
  groups
}: {
  /** Element that the menu belongs to. It must accept event props. */
  children: ReactElement<ComponentProps<'div'>>
  groups: MenuGroups
}) => {
  const { open, menu } = useOpenedMenu(groups)
  return (
    <>
      {cloneElement(children, {
        onContextMenu: (event: MouseEvent<HTMLDivElement>) => {
          event.preventDefault()
          const point = new DOMRect(event.clientX, event.clientY, 0, 0)
          const anchor = { getBoundingClientRect: () => point }
          open({ place: { anchor, align: 'start', alignOffset: 2 }, focus: 'none' })
        }
      })}
      {menu}
    </>
  )
}
