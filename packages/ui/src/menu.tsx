import {
  type ComponentProps,
  cloneElement,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  useCallback,
  useRef
} from 'react'
import type { MenuGroups } from './menu-items.ts'
import type { FirstFocus } from './menu-layer.tsx'
import { useOpenedMenu } from './use-opened-menu.tsx'

/** Button that opens a menu. */
export const Menu = ({
  trigger,
  groups,
  align = 'end',
  side = 'bottom'
}: {
  /** Button element. It must accept a ref and event props. */
  trigger: ReactElement<ComponentProps<'button'>>
  /** Entries by group. A function is called only when the menu opens. */
  groups: MenuGroups | (() => MenuGroups)
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
}) => {
  const button = useRef<HTMLButtonElement>(null)
  const { ref: triggerRef } = trigger.props
  const both = useCallback(
    (element: HTMLButtonElement | null) => {
      button.current = element
      if (typeof triggerRef === 'function') return triggerRef(element)
      if (triggerRef) triggerRef.current = element
    },
    [triggerRef]
  )
  const { id, isOpen, open, close, menu } = useOpenedMenu(groups)

  const openWith = (focus: FirstFocus): void => {
    // Where a click gives no focus, the menu would not know where to give it back.
    button.current?.focus({ preventScroll: true })
    open({ place: { anchor: button, align, side, sideOffset: 4 }, focus })
  }

  return (
    <>
      {cloneElement(trigger, {
        ref: both,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        'aria-controls': isOpen ? id : undefined,
        ...(isOpen && { 'data-popup-open': '' }),
        onClick: (event: MouseEvent<HTMLButtonElement>) => {
          trigger.props.onClick?.(event)
          // A key or a screen reader clicks without a pointer.
          if (isOpen) close()
          else openWith(event.detail === 0 ? 'first' : 'none')
        },
        onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
          trigger.props.onKeyDown?.(event)
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          openWith(event.key === 'ArrowDown' ? 'first' : 'last')
        }
      })}
      {menu}
    </>
  )
}
