import { cx } from '@hookwright/ui'
import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react'
import type { Bar } from './bars.ts'
import { partColours } from './part-colours.ts'

/** Selected range of bars, from first to last. */
interface Chosen {
  anchor: number
  end: number
}

const inside = ({ anchor, end }: Chosen, at: number): boolean =>
  at >= Math.min(anchor, end) && at <= Math.max(anchor, end)

/**
 * Row of bars. A click selects one, dragging selects several. Arrow keys move, Shift extends the selection, Enter
 * applies it.
 */
export const BarRow = ({ bars, onSpan }: { bars: Bar[]; onSpan: (first: Bar, last: Bar) => void }) => {
  const id = useId()
  const [active, setActive] = useState<number | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [isDragging, setDragging] = useState(false)
  const most = Math.max(1, ...bars.map(({ all }) => all))
  const at = Math.min(active ?? bars.length - 1, bars.length - 1)

  const take = ({ anchor, end }: Chosen): void => {
    const first = bars[Math.min(anchor, end)]
    const last = bars[Math.max(anchor, end)]
    setChosen(null)
    setActive(null)
    if (first !== undefined && last !== undefined) onSpan(first, last)
  }

  const barAt = ({ clientX, currentTarget }: PointerEvent): number => {
    const { left, width } = currentTarget.getBoundingClientRect()
    const share = (clientX - left) / Math.max(1, width)
    return Math.max(0, Math.min(bars.length - 1, Math.floor(share * bars.length)))
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: bars.length - 1,
      PageUp: at - 10,
      PageDown: at + 10
    }
    const to = steps[event.key]
    if (to !== undefined) {
      event.preventDefault()
      const next = Math.max(0, Math.min(bars.length - 1, to))
      setChosen(event.shiftKey ? { anchor: chosen?.anchor ?? at, end: next } : null)
      setActive(next)
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      take(chosen ?? { anchor: at, end: at })
    } else if (event.key === 'Escape' && chosen !== null) {
      event.stopPropagation()
      setChosen(null)
    }
  }

  return (
    <div
      role="listbox"
      tabIndex={0}
      aria-label="Time ranges"
      aria-multiselectable
      aria-orientation="horizontal"
      aria-activedescendant={bars.length === 0 ? undefined : `${id}-${at}`}
      className="flex h-7 min-w-0 grow touch-pan-y items-end border-b border-line-2 select-none focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent"
      onKeyDown={onKeyDown}
      onBlur={() => setChosen(null)}
      onPointerDown={event => {
        if (event.button !== 0 || bars.length === 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const on = barAt(event)
        setDragging(true)
        setChosen({ anchor: on, end: on })
      }}
      onPointerMove={event => {
        if (isDragging && chosen !== null) setChosen({ anchor: chosen.anchor, end: barAt(event) })
      }}
      onPointerUp={() => {
        if (isDragging && chosen !== null) take(chosen)
        setDragging(false)
      }}
      onPointerCancel={() => {
        setDragging(false)
        setChosen(null)
      }}
    >
      {bars.map((bar, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the list box has the focus, and names the bar that is meant.
        <div
          key={bar.from}
          id={`${id}-${index}`}
          role="option"
          aria-selected={chosen !== null && inside(chosen, index)}
          aria-label={bar.label}
          title={bar.label}
          className={cx(
            'flex h-full min-w-0 grow basis-0 cursor-pointer flex-col-reverse items-center px-px hover:bg-hover',
            ((chosen !== null && inside(chosen, index)) || active === index) && 'bg-accent-soft'
          )}
        >
          {bar.parts.map(({ part, count }) => (
            <span
              key={part}
              className="block w-full max-w-3 rounded-t-[1px]"
              style={{ height: `max(2px, ${(count / most) * 100}%)`, background: partColours[part] }}
            />
          ))}
        </div>
      ))}
    </div>
  )
}
