import type { ReactElement, ReactNode } from 'react'
import { useLazy } from './lazy.ts'
import { lazyPopups } from './lazy-popups.ts'

export interface PopoverProps {
  /** Button element. It must accept a ref and event props. */
  trigger: ReactElement
  title?: string
  children: ReactNode
  /** Open state, if the caller controls it. Without it, the popover manages its own state. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
  className?: string
}

/** Small layer next to its trigger. The page stays usable. Esc and a click outside close the layer. */
export const Popover = (props: PopoverProps) => {
  const popups = useLazy(lazyPopups, true)
  return popups === null ? props.trigger : <popups.PopoverLayer {...props} />
}
