import { type ReactNode, useId, useRef, useState } from 'react'
import { useLazyLayer } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'
import type { MenuGroups } from './menu-items.ts'
import type { FirstFocus, MenuPlace } from './menu-layer.tsx'

/** Hook for a menu without a menu button. It is not rendered while closed. */
export const useOpenedMenu = (
  groups: MenuGroups | (() => MenuGroups)
): {
  id: string
  isOpen: boolean
  open: (at: { place: MenuPlace; focus: FirstFocus }) => void
  close: () => void
  /** Menu element, which may be rendered anywhere. */
  menu: ReactNode
} => {
  const id = useId()
  const [at, setAt] = useState<{ place: MenuPlace; focus: FirstFocus } | null>(null)
  const [isOpen, setOpen] = useState(false)
  const popups = useLazyLayer(lazyPopups, isOpen)
  // While it goes it still shows what it held.
  const held = useRef<MenuGroups>([])
  if (isOpen) held.current = typeof groups === 'function' ? groups() : groups
  const close = (): void => setOpen(false)
  return {
    id,
    isOpen,
    open: next => {
      setAt(next)
      setOpen(true)
    },
    close,
    menu: popups !== null && at !== null && (
      <popups.MenuLayer {...at} id={id} open={isOpen} groups={held.current} onClose={close} />
    )
  }
}
