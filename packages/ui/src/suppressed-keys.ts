import { useLayoutEffect, useRef } from 'react'
import { isGivable, replayKey } from './replay-key.ts'

/** Maximum number of frames to wait for a layer to be ready for keys. */
const MOST_FRAMES = 60

/**
 * Maximum number of frames to wait for the focus to return from a closing layer. After that, the focus is
 * lost.
 */
const MOST_ON_THE_WAY = 12

let holds = 0
let giving = false
let listening = false
let held: KeyboardEvent[] = []
let framesOnTheWay = 0

const hold = (event: KeyboardEvent): void => {
  if (giving || !isGivable(event)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  // What a key repeats while it is still down belongs to what it opened.
  if (!event.repeat) held.push(event)
}

const listen = (on: boolean): void => {
  if (on === listening) return
  listening = on
  if (on) addEventListener('keydown', hold, { capture: true })
  else removeEventListener('keydown', hold, { capture: true })
}

/**
 * Waits until an element of the page has the focus, or for some frames, then calls `act`. Keys must not reach
 * the page while a closing layer returns the focus.
 */
const whenFocusStands = (act: () => void): void => {
  const isOnTheWay = document.activeElement === null || document.activeElement === document.body
  if (!isOnTheWay) framesOnTheWay = 0
  else if (framesOnTheWay < MOST_ON_THE_WAY) {
    framesOnTheWay += 1
    requestAnimationFrame(() => whenFocusStands(act))
    return
  }
  act()
}

/**
 * Replays the next key press that was held back. Only one at a time, since it may open a layer that the next
 * one must wait for.
 */
const giveOn = (): void => {
  if (holds > 0) return
  if (held.length === 0) {
    listen(false)
    return
  }
  setTimeout(() =>
    whenFocusStands(() => {
      const key = holds > 0 ? undefined : held.shift()
      if (key === undefined) return
      giving = true
      try {
        replayKey(key)
      } finally {
        giving = false
        giveOn()
      }
    })
  )
}

/**
 * Holds key presses until the layer that they belong to is open. Once no caller holds keys any more, they are
 * replayed in order on the focused element.
 *
 * @returns a function that releases the keys. With `lost`, it discards them, because the layer did not open.
 */
export const holdKeys = (): ((how?: 'lost') => void) => {
  let holding = true
  holds += 1
  listen(true)
  return how => {
    if (!holding) return
    holding = false
    holds -= 1
    if (how === 'lost') held = []
    giveOn()
  }
}

/**
 * Holds key presses until a layer is ready, which means that it has the focus and accepts typing or arrow
 * keys.
 *
 * @param stands returns true once the layer is ready
 * @returns a function that releases the keys earlier
 */
export const holdKeysUntil = (stands: () => boolean): (() => void) => {
  const release = holdKeys()
  let frames = 0
  let frame = 0
  const look = (): void => {
    frames += 1
    if (frames > MOST_FRAMES || stands()) release()
    else frame = requestAnimationFrame(look)
  }
  look()
  return () => {
    cancelAnimationFrame(frame)
    release()
  }
}

/** Holds key presses from the opening of a layer until it is ready, as `stands` reports. */
export const useSuppressedKeys = (open: boolean, stands: () => boolean): void => {
  const asked = useRef(stands)
  asked.current = stands
  useLayoutEffect(() => (open ? holdKeysUntil(() => asked.current()) : undefined), [open])
}

/** Returns true while the focus is inside an element. */
export const hasFocus = (element: Element | null): boolean =>
  element?.contains(document.activeElement) === true

/** Returns true when an entry of a list is marked. Arrow keys start from this entry, and Enter chooses it. */
export const hasMark = (list: Element | null): boolean =>
  (list?.querySelector('[data-highlighted]') ?? null) !== null
