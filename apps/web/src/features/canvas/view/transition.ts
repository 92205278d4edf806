import { selection } from 'd3-selection'

/** A part of what happens in a transition, told with the element as `this`. */
type Tell = (this: Element) => void
/** Begins a movement on an element; what it gives draws it, from 0 to 1. */
type Tween = (this: Element) => (at: number) => void

/** What d3-zoom and React Flow ask of a transition of d3's; it begins in the next frame. */
export interface Transition {
  selection: () => unknown
  /** In milliseconds. */
  duration: (time: number) => Transition
  ease: (ease: (at: number) => number) => Transition
  /** Tells of `start`, `end` and `interrupt`, several at once by spaces, each with a name behind a point or without. */
  on: (kinds: string, tell: Tell) => Transition
  tween: (name: string, tween: Tween) => Transition
}

/** What moves an element at present; breaks it off. */
const moving = new WeakMap<Element, () => void>()

/** Breaks off what moves an element. */
export const interrupt = (element: Element): void => moving.get(element)?.()

const move = (
  element: Element,
  given: { time: () => number; ease: (at: number) => number; tell: (kind: string) => void; tween: Tween }
): void => {
  let draw: ((at: number) => void) | null = null
  let startedAt = 0
  const step = (now: number): void => {
    if (draw === null) {
      startedAt = now
      given.tell('start')
      draw = given.tween.call(element)
    }
    const at = Math.min(1, (now - startedAt) / given.time())
    draw(at === 1 ? 1 : given.ease(at))
    if (at < 1) frame = requestAnimationFrame(step)
    else {
      moving.delete(element)
      given.tell('end')
    }
  }
  interrupt(element)
  let frame = requestAnimationFrame(step)
  moving.set(element, () => {
    cancelAnimationFrame(frame)
    moving.delete(element)
    if (draw !== null) given.tell('interrupt')
  })
}

/** A transition of what was chosen in a document. */
const transitionOf = (chosen: { each: (act: Tell) => unknown }): Transition => {
  const listeners: { kind: string; tell: Tell }[] = []
  let time = 250
  let ease = (at: number): number => at
  const transition: Transition = {
    selection: () => chosen,
    duration: next => {
      time = next
      return transition
    },
    ease: next => {
      ease = next
      return transition
    },
    on: (kinds, tell) => {
      for (const kind of kinds.split(' ')) listeners.push({ kind: kind.split('.')[0] ?? kind, tell })
      return transition
    },
    tween: (_, tween) => {
      chosen.each(function () {
        const tell = (kind: string): void => {
          for (const listener of listeners) if (listener.kind === kind) listener.tell.call(this)
        }
        move(this, { time: () => time, ease: at => ease(at), tell, tween })
      })
      return transition
    }
  }
  return transition
}

/**
 * Stands in for d3-transition, which with its colours, timers and interpolations is a tenth of the canvas, for the one
 * thing that is asked of it here: to move the view. As there, what is chosen in a document learns the methods.
 */
Object.assign(selection.prototype, {
  transition(this: { each: (act: Tell) => unknown }): Transition {
    return transitionOf(this)
  },
  interrupt(this: { each: (act: Tell) => unknown }): unknown {
    return this.each(function () {
      interrupt(this)
    })
  }
})
