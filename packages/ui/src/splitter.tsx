import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { cx } from './cx.ts'

const STEP = 16
const FAR_STEP = 64

/** Arrow keys that resize a panel, for each movable edge: 1 enlarges it, -1 makes it smaller. */
const growths: Record<'right' | 'top' | 'left', Record<string, 1 | -1>> = {
  right: { ArrowRight: 1, ArrowLeft: -1 },
  left: { ArrowLeft: 1, ArrowRight: -1 },
  top: { ArrowUp: 1, ArrowDown: -1 }
}

const places = {
  right: 'inset-y-0 -right-3 w-3 cursor-ew-resize before:left-0 before:inset-y-0 before:w-0.5',
  left: 'inset-y-0 -left-3 w-3 cursor-ew-resize before:right-0 before:inset-y-0 before:w-0.5',
  top: 'inset-x-0 -top-3 h-3 cursor-ns-resize before:bottom-0 before:inset-x-0 before:h-0.5'
}

/**
 * Movable edge of a panel, for pointer and arrow keys. Shift moves it further, Home and End move it to its
 * limits, and Enter or a double click resets it. It must be inside the panel, which must be positioned.
 */
export const Splitter = ({
  label,
  edge,
  size,
  least,
  most,
  onSize,
  onReset
}: {
  label: string
  /** Edge of the panel that is moved. */
  edge: 'right' | 'left' | 'top'
  /** Current size, in pixels. All other sizes are in pixels, too. */
  size: number
  least: number
  most: number
  onSize: (size: number) => void
  onReset: () => void
}) => {
  const held = useRef<{ at: number; size: number } | null>(null)
  const resize = (wanted: number): void => onSize(Math.round(Math.min(most, Math.max(least, wanted))))
  const along = ({ clientX, clientY }: PointerEvent): number => {
    if (edge === 'top') return -clientY
    return edge === 'right' ? clientX : -clientX
  }

  const press = (event: KeyboardEvent): void => {
    const growth = growths[edge][event.key]
    if (growth !== undefined) resize(size + growth * (event.shiftKey ? FAR_STEP : STEP))
    else if (event.key === 'Home') resize(least)
    else if (event.key === 'End') resize(most)
    else if (event.key === 'Enter') onReset()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this can, and says how large the panel is.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={edge === 'top' ? 'horizontal' : 'vertical'}
      aria-valuenow={Math.round(size)}
      aria-valuemin={least}
      aria-valuemax={most}
      className={cx(
        'absolute z-20 touch-none -outline-offset-2 before:absolute before:bg-accent before:opacity-0 before:transition-opacity before:duration-(--dur-1) hover:before:opacity-100 focus-visible:before:opacity-100',
        places[edge]
      )}
      onKeyDown={press}
      onDoubleClick={onReset}
      onPointerDown={event => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        held.current = { at: along(event), size }
      }}
      onPointerMove={event => {
        if (held.current !== null) resize(held.current.size + along(event) - held.current.at)
      }}
      onLostPointerCapture={() => {
        held.current = null
      }}
    />
  )
}
