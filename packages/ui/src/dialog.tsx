import type { ReactNode, RefObject } from 'react'
import { useLateLayer } from './late.ts'
import { latePopups } from './late-popups.ts'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  /** Actions at the right end of the head, before the close button. */
  tools?: ReactNode
  /** Buttons of the footer; the confirming one comes last. */
  foot?: ReactNode
  /** Element that gets the focus first; by default the first focusable one below the head. */
  initialFocus?: RefObject<HTMLElement | null>
  /** Called on Ctrl+Enter, the shortcut of the main button. */
  onApply?: () => void
  /**
   * Classes that set the dialog's size, such as `w-240 h-160`. By default it is 28 rem wide and as high as its content.
   */
  size?: string
  /** Removes the padding of the body, for bodies with their own columns. */
  bare?: boolean
  /** `spoken` hides the title visually when the body already identifies the dialog. */
  head?: 'shown' | 'spoken'
  /** `top` for dialogs whose height changes while the user types. */
  place?: 'middle' | 'top'
}

/** Modal dialog. Esc and its close button close it; on a small screen it is full-screen. */
export const Dialog = (props: DialogProps) => {
  const popups = useLateLayer(latePopups, props.open)
  return popups === null ? null : <popups.DialogLayer {...props} />
}
