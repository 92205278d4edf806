import type { ReactNode, RefObject } from 'react'
import { useLateLayer } from './late.ts'
import { latePopups } from './late-popups.ts'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  /** Actions at the right end of the head, before the corner. */
  tools?: ReactNode
  /** The row of buttons at the foot; the one that does it stands last. */
  foot?: ReactNode
  /** Element that gets the focus first; by default the first focusable one below the head. */
  initialFocus?: RefObject<HTMLElement | null>
  /** Called on Ctrl+Enter, as by the dialog's main button. */
  onApply?: () => void
  /** Classes that set its size, such as `w-240 h-160`; a plain dialog is 28 rem wide and as high as it needs. */
  size?: string
  /** Takes the padding away from the body, for bodies with columns of their own. */
  bare?: boolean
  /** `spoken` keeps the title for screen readers, where the body itself says what it is. */
  head?: 'shown' | 'spoken'
  /** `top` for what grows and shrinks while one types. */
  place?: 'middle' | 'top'
}

/** A layer that has to be dealt with before the page. Esc and the corner close it; on a small screen it fills it. */
export const Dialog = (props: DialogProps) => {
  const popups = useLateLayer(latePopups, props.open)
  return popups === null ? null : <popups.DialogLayer {...props} />
}
