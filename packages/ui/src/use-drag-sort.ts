import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { dropIndex, type Span } from './sorting.ts'

/** Item that is being dragged. */
interface Carried {
  from: number
  to: number
  /** Distance of the drag, in pixels. */
  by: number
  spans: Span[]
}

/**
 * Distance from the edge of a scroll container within which a dragged item scrolls it, in pixels. `STEP` is
 * how far it scrolls per step.
 */
const EDGE = 40
const STEP = 10

const scrollerOf = (element: HTMLElement): HTMLElement => {
  for (let at = element.parentElement; at !== null; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && getComputedStyle(at).overflowY !== 'visible') return at
  return document.documentElement
}

const spansOf = (list: HTMLElement): Span[] => {
  const { top } = list.getBoundingClientRect()
  return [...list.children].map(child => {
    const box = child.getBoundingClientRect()
    return { top: box.top - top, height: box.height }
  })
}

/** Hook to drag items of a list with the pointer. Esc cancels the drag. */
export const useDragSort = (
  list: RefObject<HTMLElement | null>,
  onDrop: (from: number, to: number) => void
): { carried: Carried | null; start: (event: PointerEvent, from: number) => void } => {
  const [carried, setCarried] = useState<Carried | null>(null)
  const end = useRef<(() => void) | null>(null)
  useEffect(() => () => end.current?.(), [])

  const start = (event: PointerEvent, from: number): void => {
    const element = list.current
    if (element === null || event.button !== 0) return
    const scroller = scrollerOf(element)
    const spans = spansOf(element)
    const origin = event.clientY + scroller.scrollTop
    let pointer = event.clientY
    let now: Carried = { from, to: from, by: 0, spans }
    const listening = new AbortController()

    const follow = (): void => {
      const by = pointer + scroller.scrollTop - origin
      now = { from, to: dropIndex(spans, from, by), by, spans }
      setCarried(now)
    }
    const scroll = (): void => {
      if (listening.signal.aborted) return
      const box = scroller.getBoundingClientRect()
      const before = scroller.scrollTop
      if (pointer < box.top + EDGE) scroller.scrollTop -= STEP
      else if (pointer > Math.min(box.bottom, innerHeight) - EDGE) scroller.scrollTop += STEP
      if (scroller.scrollTop !== before) follow()
      requestAnimationFrame(scroll)
    }
    const stop = (drop: boolean): void => {
      listening.abort()
      end.current = null
      setCarried(null)
      if (drop && now.to !== from) onDrop(from, now.to)
    }
    const { signal } = listening
    addEventListener(
      'pointermove',
      moved => {
        pointer = moved.clientY
        follow()
      },
      { signal }
    )
    addEventListener('pointerup', () => stop(true), { signal })
    addEventListener('pointercancel', () => stop(false), { signal })
    addEventListener(
      'keydown',
      pressed => {
        if (pressed.key !== 'Escape') return
        pressed.preventDefault()
        pressed.stopPropagation()
        stop(false)
      },
      { signal, capture: true }
    )
    end.current = () => listening.abort()
    requestAnimationFrame(scroll)
  }

  return { carried, start }
}
