import type { CanvasPoint } from '../view/view.ts'

/** Handlers of a drag; points are in window coordinates. */
export interface Drag {
  /** Label next to the pointer. */
  label: string
  begin: () => void
  /** Handles a move to a point. Returns the reason why dropping is not possible there, or null. */
  move: (at: CanvasPoint, under: Element | null) => string | null
  drop: (at: CanvasPoint, under: Element | null) => void
  /** Called after a drop and after a cancelled drag. */
  end: () => void
  /** Pans the canvas while the pointer is near its edge. */
  pan: (by: CanvasPoint) => void
  /** Returns the area whose edges pan the canvas; null for none. */
  bounds: () => DOMRect | null
}

/** Distance in pixels from which a press becomes a drag. */
const FAR = 4
/**
 * Width of the zone along the canvas edge in which a drag pans, in pixels. The values of the first card are
 * farther from the edge.
 */
const EDGE = 24
const SPEED = 14

const ghostOf = (label: string): HTMLElement => {
  const ghost = document.createElement('div')
  ghost.className = 'drag-ghost'
  const words = document.createElement('span')
  words.textContent = label
  const why = document.createElement('span')
  why.className = 'drag-ghost-why'
  ghost.append(words, why)
  document.body.append(ghost)
  return ghost
}

const pushFrom = (at: number, low: number, high: number): number =>
  at < low + EDGE ? SPEED : at > high - EDGE ? -SPEED : 0

/** Returns the pan step for a point in the edge zone; zero outside of it. */
const panOf = (at: CanvasPoint, bounds: DOMRect | null): CanvasPoint => {
  if (bounds === null || at.y < bounds.top || at.y > bounds.bottom || at.x < bounds.left)
    return { x: 0, y: 0 }
  return { x: pushFrom(at.x, bounds.left, bounds.right), y: pushFrom(at.y, bounds.top, bounds.bottom) }
}

/**
 * Follows a pressed pointer until it is released.
 *
 * A press without movement is a click and is ignored. A press that moves is a drag, until it is released or
 * cancelled with Escape. The element under the pointer is looked up in the page, so no positions need to be
 * measured at any zoom.
 */
export const followPress = (pressed: PointerEvent, drag: Drag): void => {
  let ghost: HTMLElement | null = null
  let at: CanvasPoint = { x: pressed.clientX, y: pressed.clientY }
  let frame = 0
  /**
   * True once the pointer has left the edge zone. A drag that starts in this zone does not pan before that.
   */
  let leftEdge = false

  const under = (): Element | null => document.elementFromPoint(at.x, at.y)

  const show = (): void => {
    if (ghost === null) return
    const why = drag.move(at, under())
    ghost.style.transform = `translate(${at.x + 12}px, ${at.y + 12}px)`
    const words = ghost.lastElementChild
    if (words !== null && words.textContent !== (why ?? '')) words.textContent = why ?? ''
    ghost.toggleAttribute('data-refused', why !== null)
  }

  const panOn = (): void => {
    const by = panOf(at, drag.bounds())
    const atEdge = by.x !== 0 || by.y !== 0
    if (atEdge && leftEdge) {
      drag.pan(by)
      show()
    }
    leftEdge ||= !atEdge
    frame = requestAnimationFrame(panOn)
  }

  const begin = (): void => {
    ghost = ghostOf(drag.label)
    drag.begin()
    frame = requestAnimationFrame(panOn)
  }

  const stop = (): void => {
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
    removeEventListener('pointercancel', cancel)
    removeEventListener('keydown', press, true)
    cancelAnimationFrame(frame)
    if (ghost === null) return
    ghost.remove()
    drag.end()
  }

  const move = (event: PointerEvent): void => {
    if (event.pointerId !== pressed.pointerId) return
    at = { x: event.clientX, y: event.clientY }
    if (ghost === null && Math.hypot(at.x - pressed.clientX, at.y - pressed.clientY) >= FAR) begin()
    if (ghost !== null) event.preventDefault()
    show()
  }

  const up = (event: PointerEvent): void => {
    if (event.pointerId !== pressed.pointerId) return
    const dragged = ghost !== null
    if (dragged) {
      at = { x: event.clientX, y: event.clientY }
      drag.drop(at, under())
      // The click that follows a drag means nothing.
      addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => removeEventListener('click', swallow, true), 0)
    }
    stop()
  }

  const swallow = (event: MouseEvent): void => {
    event.preventDefault()
    event.stopPropagation()
  }

  const cancel = (): void => stop()

  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || ghost === null) return
    event.preventDefault()
    event.stopPropagation()
    stop()
  }

  addEventListener('pointermove', move)
  addEventListener('pointerup', up)
  addEventListener('pointercancel', cancel)
  addEventListener('keydown', press, true)
}
