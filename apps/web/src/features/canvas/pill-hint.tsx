import type { Pill } from '@hookwright/model'
import { useEffect, useState } from 'react'
import { formatCount } from '../../kit/page/format-count.ts'
import { showUses } from './commands/carried-pill.ts'
import { pillOf } from './drag/place-of.ts'
import { useCanvas } from './use-canvas.tsx'

interface Hint {
  pill: Pill
  x: number
  y: number
  uses: number
}

const formatUses = (uses: number): string =>
  uses === 0 ? 'Not used' : `Used in ${formatCount(uses, 'field')}`

/**
 * Tooltip on the hovered or focused pill. It shows the number of fields that use the value and outlines them.
 */
export const PillHint = () => {
  const canvas = useCanvas()
  const [hint, setHint] = useState<Hint | null>(null)

  useEffect(() => {
    let shown: Element | null = null
    const show = (event: Event): void => {
      const element = event.target instanceof Element ? event.target.closest('[data-pill]') : null
      if (element === shown) return
      shown = element
      const pill = pillOf(element)
      if (pill === null || element === null) {
        showUses(canvas, null)
        setHint(null)
        return
      }
      const box = element.getBoundingClientRect()
      setHint({ pill, x: box.left, y: box.bottom + 6, uses: showUses(canvas, pill) })
    }
    const hide = (): void => {
      shown = null
      setHint(null)
      showUses(canvas, null)
    }
    document.addEventListener('pointerover', show)
    document.addEventListener('focusin', show)
    document.addEventListener('pointerdown', hide)
    document.addEventListener('wheel', hide, { passive: true })
    return () => {
      document.removeEventListener('pointerover', show)
      document.removeEventListener('focusin', show)
      document.removeEventListener('pointerdown', hide)
      document.removeEventListener('wheel', hide)
    }
  }, [canvas])

  if (hint === null) return null
  return (
    <div
      className="pointer-events-none fixed z-40 rounded-s bg-ink px-2 py-1 text-small text-surface shadow-2"
      style={{ left: hint.x, top: hint.y }}
    >
      {formatUses(hint.uses)}
    </div>
  )
}
