import type { ReactElement, ReactNode } from 'react'
import { useLate } from './late.ts'
import { latePopups } from './late-popups.ts'

export interface PopoverProps {
  /** The button, an element that accepts a ref and event props. */
  trigger: ReactElement
  title?: string
  children: ReactNode
  /** Controls the open state; omitted, the popover manages it itself. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
  className?: string
}

/** Small layer beside its trigger; the page stays usable. Esc and a click elsewhere close it. */
export const Popover = (props: PopoverProps) => {
  const popups = useLate(latePopups, true)
  return popups === null ? props.trigger : <popups.PopoverLayer {...props} />
}
