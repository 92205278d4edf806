import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import './rail-gap.css'

/** Line from one mark to the next, with the ring and the arrow head of a canvas. */
export const RailGap = ({
  look = 'rest',
  isDown = false,
  className,
  children
}: {
  look?: 'rest' | 'done' | 'dotted'
  /** Runs downwards on a small screen. */
  isDown?: boolean
  /** Its place between the marks. */
  className: string
  children?: ReactNode
}) => (
  <span
    aria-hidden
    className={cx(
      'rail-gap',
      look === 'done' && 'rail-gap-done',
      look === 'dotted' && 'rail-gap-dotted',
      isDown && 'rail-gap-down',
      className
    )}
  >
    {children}
  </span>
)
