import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'
import './rail-gap.css'

/** Color or pattern of a line between two icons. */
export type RailLook = 'rest' | 'done' | 'dotted' | 'live' | 'warn' | 'err'

const lookClass: Record<Exclude<RailLook, 'rest'>, string> = {
  done: 'rail-gap-done',
  dotted: 'rail-gap-dotted',
  live: 'rail-gap-live',
  warn: 'rail-gap-warn',
  err: 'rail-gap-err'
}

/**
 * Line between the icons of two cards. It has a ring and an arrowhead, like the line between cards on the
 * canvas.
 */
export const RailGap = ({
  look = 'rest',
  isBroken = false,
  isDown = false,
  className,
  children
}: {
  look?: RailLook
  /** True for a dashed line, over which nothing can travel. */
  isBroken?: boolean
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
      look !== 'rest' && lookClass[look],
      isBroken && 'rail-gap-broken',
      isDown && 'rail-gap-down',
      className
    )}
  >
    {children}
  </span>
)
