import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import './rail-gap.css'

/**
 * Line between the icons of two cards. It has a ring and an arrowhead, like the line between cards on the
 * canvas.
 */
export const RailGap = ({
  look = 'rest',
  isDown = false,
  className,
  children
}: {
  look?: 'rest' | 'done' | 'dotted'
  /** True for a vertical line on small screens. */
  isDown?: boolean
  /** CSS classes that place the line between the icons. */
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
