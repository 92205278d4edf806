import { Menu as Base } from '@base-ui/react/menu'
import { type ComponentProps, type RefObject, useEffect, useRef } from 'react'
import { cx } from './cx.ts'
import type { MenuGroups } from './menu-items.ts'
import { MenuList } from './menu-list.tsx'
import { popupClass } from './popup-class.ts'
import { hasFocus, hasMark, useSuppressedKeys } from './suppressed-keys.ts'

/** Entry that gets the focus when a menu opens. `none` if a pointer opened the menu. */
export type FirstFocus = 'none' | 'first' | 'last'

/** Position of a menu relative to its anchor. */
export type MenuPlace = Pick<
  ComponentProps<typeof Base.Positioner>,
  'anchor' | 'align' | 'side' | 'sideOffset' | 'alignOffset'
>

const FocusEntry = ({ which, popup }: { which: 'first' | 'last'; popup: RefObject<HTMLElement | null> }) => {
  useEffect(() => {
    const entries = [...(popup.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    entries.at(which === 'first' ? 0 : -1)?.focus()
  }, [which, popup])
  return null
}

/** Menu that opens without a menu button, for example by a right click. */
export const MenuLayer = ({
  id,
  open,
  focus,
  place,
  groups,
  onClose
}: {
  id: string
  open: boolean
  focus: FirstFocus
  place: MenuPlace
  groups: MenuGroups
  onClose: () => void
}) => {
  const popup = useRef<HTMLDivElement>(null)
  useSuppressedKeys(open, () => hasFocus(popup.current) && (focus === 'none' || hasMark(popup.current)))
  return (
    <Base.Root open={open} onOpenChange={next => !next && onClose()}>
      <Base.Portal>
        <Base.Positioner collisionPadding={8} {...place} className="z-50 outline-none">
          <Base.Popup
            ref={popup}
            id={id}
            className={cx(
              popupClass,
              'max-h-(--available-height) max-w-[min(26rem,var(--available-width))] min-w-44 overflow-y-auto overscroll-contain p-1'
            )}
          >
            <MenuList groups={groups} />
            {focus !== 'none' && <FocusEntry which={focus} popup={popup} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
