import type { ReactNode, RefObject } from 'react'
import { useLazyLayer } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  /** Buttons at the right end of the dialog's header, before the close button. */
  tools?: ReactNode
  /** Buttons of the footer. The confirm button comes last. */
  foot?: ReactNode
  /** Element that gets the focus first. The default is the first focusable element below the header. */
  initialFocus?: RefObject<HTMLElement | null>
  /** Called on Ctrl+Enter, the shortcut of the main button. */
  onApply?: () => void
  /**
   * Classes that set the dialog's size, such as `w-240 h-160`. The default is a width of 28 rem and the
   * height of the content.
   */
  size?: string
  /** True to remove the padding of the body, for bodies with their own columns. */
  bare?: boolean
  /**
   * Display of the title. `spoken` hides it visually; use it when the body already says what the dialog is
   * about.
   */
  head?: 'shown' | 'spoken'
  /** Vertical position of the dialog on the page. Use `top` if its height changes while the user types. */
  place?: 'middle' | 'top'
}

/** Modal dialog. Esc and its close button close it; on a small screen it is full-screen. */
export const Dialog = (props: DialogProps) => {
  const popups = useLazyLayer(lazyPopups, props.open)
  return popups === null ? null : <popups.DialogLayer {...props} />
}
