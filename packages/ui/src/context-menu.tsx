import { type ComponentProps, cloneElement, type MouseEvent, type ReactElement } from 'react'
import type { MenuGroups } from './menu-items.ts'
import { useOpenedMenu } from './use-opened-menu.tsx'

/** The menu of a thing: opened by the second mouse button or Shift+F10 on it, or by what the system takes for them. */
export const ContextMenu = ({
  children,
  groups
}: {
  /** The thing itself: one element that takes event props. */
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
